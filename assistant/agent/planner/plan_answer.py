"""The answer that tells a financing plan: what stays to be paid, each aid, the rule that binds, what is to verify."""

from assistant.agent.evidence import calculation_marker
from assistant.agent.planner.facts import ProjectFacts
from assistant.agent.planner.rendering import render
from assistant.calculators.financing import Check, PlanResult, SourceAmount, Verdict
from assistant.export.plan.words import check_sentence, conclusion, rate_of_source, status_of, told_checks
from assistant.language.display import format_euros, format_percent

LIMITS = ("lead-authority", "own-contribution", "green-fund-cumulation")  # rules that bound public aid as a whole


def plan_answer(result: PlanResult, facts: ProjectFacts) -> str:
    """A plan in Markdown, every line with the marker of its calculation."""
    totals, told = result.totals, told_checks(result)
    broken = [check for check in told if check.verdict is Verdict.BLOCK]
    return render(
        "plan",
        marker=calculation_marker(result.calculation_id),
        conclusion=_headline(result),
        cost=format_euros(totals.cost_excl_tax),
        is_tax_unsaid=facts.is_tax_unsaid,
        aids=[_line(source) for source in result.sources if source.kind == "grant"],
        share=format_euros(totals.owner_share),
        share_percent=format_percent(totals.owner_share_percent),
        fctva=format_euros(totals.fctva),
        broken=list(map(_sentence, broken)),
        binding=[] if broken else list(map(_sentence, _binding(result))),
        doubts=[check_sentence(check) for check in told if check not in broken],
    )


def _headline(result: PlanResult) -> str:
    told = conclusion(result).rstrip(".")
    return f"{told[:1].lower()}{told[1:]}"


def _binding(result: PlanResult) -> list[Check]:
    """The rules kept that bound the whole of the aids, that which leaves the least room first."""
    kept = [check for check in result.checks if check.rule in LIMITS and check.verdict is Verdict.OK]
    return sorted(kept, key=lambda check: LIMITS.index(check.rule))[:1]


def _sentence(check: Check) -> str:
    doubt = "" if check.verified_on else ", à vérifier"
    return f"{check.title} : {check.because} ({check.reference}{doubt})"


def _line(source: SourceAmount) -> str:
    rate = rate_of_source(source)
    return f"{source.label} : {format_euros(source.amount)}{f', {rate}' if rate else ''}, {status_of(source)}"

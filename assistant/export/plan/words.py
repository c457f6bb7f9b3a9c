"""The words of a financing plan that every face shows the same."""

from assistant.calculators.financing import Check, CostNature, GrantStatus, PlanResult, SourceAmount, Verdict
from assistant.language.display import format_euros, format_percent

VERDICTS = {
    Verdict.BLOCK: "Bloquant",
    Verdict.WARN: "Attention",
    Verdict.UNKNOWN: "À préciser",
    Verdict.INFORM: "À savoir",
    Verdict.OK: "Conforme",
}
STATUSES = {
    GrantStatus.PLANNED: "envisagée",
    GrantStatus.REQUESTED: "demandée",
    GrantStatus.GRANTED: "accordée",
    GrantStatus.REFUSED: "refusée",
}
NATURES = {
    CostNature.INVESTMENT: "investissement",
    CostNature.STUDY: "étude",
    CostNature.LAND: "terrain",
    CostNature.OPERATING: "fonctionnement",
}
NOTICE = (
    "Contrôles calculés par Jalon d'après les règles citées ; celles marquées « à vérifier » n'ont pas été relues. "
    "Vérifiez les textes et les règlements des financeurs avant toute décision."
)


def ordered_checks(result: PlanResult) -> list[Check]:
    """The checks, the gravest first."""
    rank = {verdict: place for place, verdict in enumerate(VERDICTS)}
    return sorted(result.checks, key=lambda check: rank[check.verdict])


def told_checks(result: PlanResult) -> list[Check]:
    """The checks that call for attention, the gravest first."""
    return [check for check in ordered_checks(result) if check.verdict is not Verdict.OK]


def check_sentence(check: Check) -> str:
    """What a rule says of the plan, with its reference; one that nobody has read in its text is marked."""
    doubt = "" if check.verified_on else ", à vérifier"
    return f"{VERDICTS[check.verdict]} : {check.because} ({check.reference}{doubt})"


def blocking_checks(result: PlanResult) -> list[Check]:
    """The checks that forbid the plan."""
    return [check for check in result.checks if check.verdict is Verdict.BLOCK]


def conclusion(result: PlanResult) -> str:
    """Whether the plan holds, in a sentence."""
    blocking = len(blocking_checks(result))
    if result.is_legal:
        return "Aucune règle bloquante n'est enfreinte."
    return f"{blocking} point{'s' if blocking > 1 else ''} bloquant{'s' if blocking > 1 else ''} à corriger."


def best_plan(result: PlanResult) -> str:
    """What the optimiser found, in a sentence; why there is nothing when it was asked in vain is in the checks."""
    if result.optimum is None:
        return ""
    least = format_euros(result.optimum.owner_share)
    saved = result.optimum.saved
    gain = f", soit {format_euros(saved)} de moins que le plan donné" if saved and saved > 0 else ""
    return f"Plus petite part légale du maître d'ouvrage : {least}{gain}."


def plan_sentences(result: PlanResult) -> list[str]:
    """The plan in sentences: its total, its resources, what the rules say, its cash."""
    totals = result.totals
    resources = [
        f"{source.label} : {format_euros(source.amount)} ({format_percent(source.share_percent)} du coût)"
        + (f", {rate_of_source(source)}" if source.base else "")
        + (f", {source.terms}" if source.terms else "")
        for source in result.sources
    ]
    checks = [check_sentence(check) for check in told_checks(result)]
    cash = [f"{year.year} : besoin de trésorerie de {format_euros(year.need)}" for year in result.cash]
    limits = [rule.because for rule in (result.optimum.binding if result.optimum else ())]
    unused = [f"Non retenue : {aid}" for aid in (result.optimum.unused if result.optimum else ())]
    sentences = [
        f"Coût {format_euros(totals.cost_excl_tax)} HT, TVA {format_euros(totals.vat)}",
        *resources,
        f"Votre part : {format_euros(totals.owner_share)}, soit {format_percent(totals.owner_share_percent)} des "
        f"financements publics",
        f"FCTVA attendu : {format_euros(totals.fctva)}",
        conclusion(result),
        best_plan(result),
        *limits,
        *unused,
        *checks,
        *cash,
        *result.cash_notes,
    ]
    return [sentence for sentence in sentences if sentence]


def status_of(source: SourceAmount) -> str:
    """The status of an aid in French, empty for another resource."""
    return STATUSES[source.status] if source.status else ""


def rate_of_source(source: SourceAmount) -> str:
    """The rate of an aid on its base, empty for another resource."""
    if source.rate_percent is None or source.base is None:
        return ""
    return f"{format_percent(source.rate_percent)} de {format_euros(source.base)}"

"""Draft the project sheet from what the user said and what the tools found, each text with its markers."""

from assistant.agent.evidence import Evidence, calculation_marker, passage_marker
from assistant.agent.planner.dialogue import ProjectFacts
from assistant.agent.planner.extract import best_sentences
from assistant.agent.planner.themes import Theme, load_themes
from assistant.agent.sheets import DraftCost, DraftIndicator, SheetDraft
from assistant.calculators.footprint import FootprintResult, missing_inputs
from assistant.domain import DocumentKind
from assistant.language.names import beneficiary_name

OBLIGATIONS = 4
FUNDING = 6


def draft_sheet(facts: ProjectFacts, evidence: Evidence) -> SheetDraft:
    """The draft of a described project; raises ValueError when no project has been described."""
    theme = facts.theme
    if theme is None:
        raise ValueError("no project has been described")
    common = load_themes().common
    return SheetDraft(
        title=_title(theme, facts),
        owner=f"{beneficiary_name(facts.beneficiary)} [u]" if facts.beneficiary else "",
        beneficiary=facts.beneficiary,
        territory=facts.territory.code if facts.territory else None,
        population=facts.population,
        context=[f"{facts.description} [u]"],
        objectives=[f"{objective} [h]" for objective in theme.objectives],
        description=_description(theme, facts),
        obligations=_obligations(theme, evidence),
        actions=[f"{action} [h]" for action in (*theme.actions, *common.actions)],
        costs=[DraftCost(label=theme.label, amount=facts.cost_excl_tax)] if facts.cost_excl_tax else [],
        funding=[slug for slug, match in evidence.aids.items() if not match.is_excluded][:FUNDING],
        comparables=_comparables(evidence),
        calculations=list(evidence.footprints),
        indicators=[
            DraftIndicator(name=indicator.name, unit=indicator.unit, **_values(indicator.unit, evidence))
            for indicator in theme.indicators
        ],
        risks=[f"{risk} [h]" for risk in (*theme.risks, *common.risks)],
        open_questions=[f"{question} [h]" for question in (*_unanswered(facts), *common.questions)],
    )


def _title(theme: Theme, facts: ProjectFacts) -> str:
    return f"{theme.label} ({facts.territory.name})" if facts.territory else theme.label


def _description(theme: Theme, facts: ProjectFacts) -> list[str]:
    given = [f"{name} : {value} [u]" for name, value in facts.inputs.items()]
    return given


def _obligations(theme: Theme, evidence: Evidence) -> list[str]:
    passages = [p for p in evidence.passages.values() if p.kind is DocumentKind.REGULATION]
    found = [(passage, best_sentences(theme.regulation_query, passage.text, limit=1)) for passage in passages]
    return [f"{sentences[0]} {passage_marker(passage)}" for passage, sentences in found if sentences][:OBLIGATIONS]


def _comparables(evidence: Evidence) -> list[str]:
    lines = []
    for summary in evidence.comparables.values():
        for operation, passage_id in zip(summary.operations[:4], summary.passage_ids[:4], strict=True):
            passage = evidence.passages[passage_id]
            lines.append(f"{passage.text} {passage_marker(passage)}")
    return lines


def _unanswered(facts: ProjectFacts) -> list[str]:
    if facts.theme is None or facts.theme.activity is None:
        return []
    return [missing.question for missing in missing_inputs(facts.theme.activity, facts.inputs)]

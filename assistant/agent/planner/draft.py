"""Draft the project sheet from what the user said and what the tools found, each text with its markers."""

from assistant.agent.evidence import Evidence, calculation_marker, passage_marker
from assistant.agent.planner.extract import best_sentences
from assistant.agent.planner.facts import ProjectFacts
from assistant.agent.planner.questions import sheet_questions
from assistant.agent.planner.themes import Theme, ThemeIndicator, load_themes
from assistant.agent.planner.understood import input_lines
from assistant.agent.sheets import DraftCost, DraftIndicator, SheetDraft
from assistant.calculators.footprint import InputStatus
from assistant.domain import DocumentKind
from assistant.language.names import beneficiary_name

OBLIGATIONS = 4
FUNDING = 8
COMPARABLES = 4


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
        description=[
            *_description(theme, facts, evidence),
            *(f"Financement annoncé : « {words} » [u]" for words in facts.financing),
        ],
        obligations=_obligations(theme, evidence),
        actions=[
            *(f"Calendrier annoncé : « {words} » [u]" for words in facts.schedule),
            *(f"{action} [h]" for action in (*theme.actions, *common.actions)),
        ],
        costs=[DraftCost(label=theme.label, amount=facts.cost_excl_tax)] if facts.cost_excl_tax else [],
        funding=[slug for slug, match in evidence.aids.items() if not match.is_excluded][:FUNDING],
        comparables=_comparables(evidence, theme.comparables_query),
        calculations=_last_calculations(evidence),
        indicators=[_indicator(indicator, theme, evidence) for indicator in theme.indicators],
        risks=[f"{risk} [h]" for risk in (*theme.risks, *common.risks)],
        open_questions=[f"{question} [h]" for question in sheet_questions(facts)],
    )


def _title(theme: Theme, facts: ProjectFacts) -> str:
    if facts.title:
        return f"{facts.title} [u]"
    return f"{theme.label} ({facts.territory.name})" if facts.territory else theme.label


def _description(theme: Theme, facts: ProjectFacts, evidence: Evidence) -> list[str]:
    """The data of the project as the calculation took them, or as the user said them when nothing was calculated."""
    results = [result for result in evidence.footprints.values() if result.activity == theme.activity]
    if results:
        marker = calculation_marker(results[-1].calculation_id)
        given = [value for value in results[-1].inputs if value.status is InputStatus.GIVEN]
        return [f"{value.label} : {value.display} {marker} [u]" for value in given]
    return [f"{line.label} : {line.value} [u]" for line in input_lines(facts)]


def _indicator(indicator: ThemeIndicator, theme: Theme, evidence: Evidence) -> DraftIndicator:
    values = {"baseline": "", "target": ""}
    for result in evidence.footprints.values():
        if result.activity != theme.activity:
            continue
        shown = {figure.name: figure.display for figure in result.figures}
        marker = calculation_marker(result.calculation_id)
        for name, figure in (("baseline", indicator.baseline), ("target", indicator.target)):
            if figure in shown:
                values[name] = f"{shown[figure]} {marker}"
    return DraftIndicator(name=indicator.name, unit=indicator.unit, **values)


def _obligations(theme: Theme, evidence: Evidence) -> list[str]:
    passages = evidence.clearly_relevant_passages(DocumentKind.REGULATION)
    found = [(passage, best_sentences(theme.regulation_query, passage.text, limit=1)) for passage in passages]
    return [f"{sentences[0].text} {passage_marker(passage)}" for passage, sentences in found if sentences][:OBLIGATIONS]


def _comparables(evidence: Evidence, query: str) -> list[str]:
    """The operations found, in the words of their source; one line a document."""
    found = evidence.clearly_relevant_passages(DocumentKind.PROJECT)
    first_of_each = {passage.document_id: passage for passage in reversed(found)}
    lines = []
    for passage in reversed(first_of_each.values()):
        sentences = best_sentences(query, passage.text, limit=1)
        if sentences:
            lines.append(f"{passage.title} : {sentences[0].text} {passage_marker(passage)}")
    return lines[:COMPARABLES]


def _last_calculations(evidence: Evidence) -> list[str]:
    """The last estimate of each activity: a corrected input replaces the estimate made before."""
    return list({result.activity: name for name, result in evidence.footprints.items()}.values())

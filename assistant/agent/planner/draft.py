"""Draft the project sheet from what the user said and what the tools found, each text with its markers."""

from assistant.agent.drafts import DraftCost, DraftIndicator, SheetDraft
from assistant.agent.evidence import Evidence, calculation_marker
from assistant.agent.planner.cues import announces
from assistant.agent.planner.facts import ProjectFacts
from assistant.agent.planner.financing import FinancingLine, financing_lines
from assistant.agent.planner.naming import named_place
from assistant.agent.planner.obligations import obligation_lines
from assistant.agent.planner.operations import SHOWN_OPERATIONS, published_lines, told_lines
from assistant.agent.planner.questions import sheet_questions
from assistant.agent.planner.themes import Theme, ThemeIndicator, load_themes
from assistant.agent.planner.told_aids import ANNOUNCED
from assistant.agent.planner.understood import input_lines
from assistant.calculators.footprint import InputStatus
from assistant.comparables import statement
from assistant.domain import Aid, DocumentKind
from assistant.funding import FundingMatch, about_the_request
from assistant.language import content_stems, normalise
from assistant.language.names import beneficiary_name

FUNDING = 8
SPEAKS_OF = 0.6  # share of the words of a theme's query
TOLD_BESIDE = 2  # documents told after the published operations


def draft_sheet(facts: ProjectFacts, evidence: Evidence) -> SheetDraft:
    """The draft of a described project; raises ValueError when no project has been described."""
    theme = facts.theme
    if theme is None:
        raise ValueError("no project has been described")
    common = load_themes().common
    return SheetDraft(
        title=f"{sheet_title(theme, facts)} [u]",
        owner=f"{beneficiary_name(facts.beneficiary)} [u]" if facts.beneficiary else "",
        beneficiary=facts.beneficiary,
        territory=facts.territory.code if facts.territory else None,
        population=facts.population,
        context=[f"{facts.description} [u]"],
        objectives=[f"{objective} [h]" for objective in theme.objectives],
        description=[
            *_description(theme, facts, evidence),
            *(f"{ANNOUNCED} : « {words} » [u]" for words in facts.financing),
        ],
        obligations=_obligations(theme, facts, evidence),
        actions=[
            *(f"Calendrier annoncé : « {words} » [u]" for words in facts.schedule),
            *(f"{action} [h]" for action in (*theme.actions, *common.actions)),
        ],
        costs=cost_lines(theme, facts),
        financing_rules=[f"{one.title} : « {one.text} » {one.marker}" for one in _financing(evidence)],
        funding=[match.aid.slug for match in _funding(theme, evidence)],
        comparables=_comparables(evidence, theme.comparables_query),
        calculations=_last_calculations(evidence),
        financing_plan=next(reversed(evidence.financing_plans), None),
        indicators=[_indicator(indicator, theme, evidence) for indicator in theme.indicators],
        risks=[f"{risk} [h]" for risk in (*theme.risks, *common.risks)],
        open_questions=[f"{question} [h]" for question in sheet_questions(facts)],
    )


def sheet_title(theme: Theme, facts: ProjectFacts) -> str:
    """The title of the sheet: what the user has called it, else the kind of project, what it is about and where."""
    if facts.title:
        return facts.title
    place = named_place(facts.description)
    label = f"{theme.label} : {place}" if place else theme.label
    return f"{label} ({facts.territory.name})" if facts.territory else label


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


def cost_lines(theme: Theme, facts: ProjectFacts) -> list[DraftCost]:
    """The cost lines of the sheet: one, when the cost is known."""
    if not facts.cost_excl_tax:
        return []
    return [DraftCost(label=theme.label, amount=facts.cost_excl_tax, is_tax_unsaid=facts.is_tax_unsaid)]


def _financing(evidence: Evidence) -> list[FinancingLine]:
    return financing_lines(evidence.financing_rules.values())


def _funding(theme: Theme, evidence: Evidence) -> list[FundingMatch]:
    """The aids found that may serve this project: those that seem to fit, then those to verify, then general grants."""
    about = [match for match in about_the_request(list(evidence.aids.values())) if not match.is_excluded]
    own = [one for one in about if one.is_general or _is_about(theme, theme.funding_query, _told(one.aid))]
    return sorted(own, key=lambda match: (match.is_general, not match.fits))[:FUNDING]


def _told(aid: Aid) -> str:
    return f"{aid.name} {aid.description}"


def _is_about(theme: Theme, query: str, text: str) -> bool:
    """Whether a text speaks of the project's theme, by one of its cues or by most words of its query: another question
    of the conversation may have found it.
    """
    normalised, wanted = normalise(text), set(content_stems(query))
    shared = len(wanted & set(content_stems(text)))
    least = SPEAKS_OF if theme.cues else 1  # a project of no known kind has but its own words
    return any(announces(cue, normalised) for cue in theme.cues) or shared >= len(wanted) * least


def _obligations(theme: Theme, facts: ProjectFacts, evidence: Evidence) -> list[str]:
    """What the texts found that speak of this kind of project demand of this one."""
    passages = [
        passage
        for passage in evidence.clearly_relevant_passages(DocumentKind.REGULATION)
        if _is_about(theme, theme.regulation_query, passage.in_context)
    ]
    return list(obligation_lines(theme.regulation_query, passages, facts, on=evidence.on))


def _comparables(evidence: Evidence, query: str) -> list[str]:
    """What the operations like the project cost as a whole, then some of them, one line each."""
    told = told_lines(query, evidence.clearly_relevant_passages(DocumentKind.PROJECT))
    answers = list(evidence.comparables.values())
    if not answers or not answers[-1].summary.found:
        return [f"{line.title} : {line.text} {line.marker}" for line in told][:SHOWN_OPERATIONS]
    marker = calculation_marker(answers[-1].summary.calculation_id)
    lines = [*published_lines(answers[-1], evidence.passages.values()), *told[:TOLD_BESIDE]]
    return [
        *(f"{sentence} {marker}" for sentence in statement(answers[-1])),
        *(f"{line.title} : {line.text} {line.marker}" for line in lines),
    ]


def _last_calculations(evidence: Evidence) -> list[str]:
    """The last estimate of each activity: a corrected input replaces the estimate made before."""
    return list({result.activity: name for name, result in evidence.footprints.items()}.values())

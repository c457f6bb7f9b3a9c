"""Write the answer of a turn from what its tools found: the templates of ``answers/`` give the wording."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from langchain_core.messages import ToolMessage

from assistant.agent.evidence import (
    CLEARLY_RELEVANT,
    RELEVANCE_FLOOR,
    ToolEvidence,
    aid_markers,
    calculation_marker,
    passage_marker,
    tool_evidence,
)
from assistant.agent.planner.dialogue import Dialogue, Turn
from assistant.agent.planner.extract import ScoredSentence, best_sentences
from assistant.agent.planner.intents import Intent
from assistant.agent.planner.questions import sheet_questions
from assistant.agent.planner.rendering import render
from assistant.agent.planner.talk import closing, opening, plain_talk
from assistant.calculators.comparables import ComparablesSummary, Quartiles
from assistant.calculators.footprint import FootprintResult, InputStatus, activity
from assistant.domain import Frozen, Passage
from assistant.funding import FITTING_SHARE, FundingMatch, Verdict
from assistant.language import normalise
from assistant.language.display import format_date, format_euros, format_percent

QUOTES = 5
SENTENCES = 2
LISTS_OF_TEXTS = {"references", "sources"}  # headings of passages that name texts without telling what they say
SHORT_PASSAGE = 280  # characters


def compose_answer(dialogue: Dialogue) -> str:
    """The answer of the last turn, in Markdown with markers."""
    said = plain_talk(dialogue.turn)
    if said:
        return said
    if Intent.SHEET in dialogue.turn.intents:
        return "\n\n".join([*opening(dialogue), _sheet(dialogue)])
    sections = [*opening(dialogue), *(_section(message, dialogue) for message in dialogue.done), *closing(dialogue)]
    written = [section.strip() for section in sections if section.strip()]
    if written:
        return "\n\n".join(written)
    return render("nothing" if _is_in_scope(dialogue) else "declined")


def _is_in_scope(dialogue: Dialogue) -> bool:
    return dialogue.turn.intents != {Intent.QUESTION} or dialogue.turn.names_theme


def _section(message: ToolMessage, dialogue: Dialogue) -> str:
    if message.status == "error":
        return render("failed", reason=str(message.text))
    found = tool_evidence(message)
    query = dialogue.query_of(message)
    match message.name:
        case "search_regulations":
            return _obligations(found, query, dialogue.turn)
        case "search_funding":
            return _funding(found, dialogue)
        case "search_projects":
            return _comparables(found, query)
        case "estimate_footprint":
            return _footprint(found.footprint) if found.footprint else ""
    return ""


def _obligations(found: ToolEvidence, query: str, turn: Turn) -> str:
    asked_for = turn.intents & {Intent.OBLIGATIONS, Intent.QUESTION, Intent.SHARE, Intent.STEPS}
    floor = RELEVANCE_FLOOR if asked_for else CLEARLY_RELEVANT
    quotes = list(_quotes(found.relevant_passages(floor), query))
    if not quotes:
        return ""
    is_question = not turn.intents & {Intent.OBLIGATIONS, Intent.PROJECT, Intent.SHARE, Intent.STEPS}
    return render(
        "obligations", title="Ce que j'ai trouvé" if is_question else "Ce que disent les textes", quotes=quotes
    )


class _Quote(Frozen):
    """What a passage answers to a query, in its own words."""

    passage: Passage
    sentences: tuple[ScoredSentence, ...]

    @property
    def order(self) -> tuple[bool, float]:
        """The passages that answer best come first, those that only name texts last."""
        is_list_of_texts = normalise(self.passage.heading) in LISTS_OF_TEXTS
        return is_list_of_texts, -max(sentence.score for sentence in self.sentences)


def _quotes(passages: Iterable[Passage], query: str) -> Iterable[dict[str, str]]:
    """One line a passage: its sentences nearest to the query."""
    found = (_Quote(passage=passage, sentences=_telling_sentences(passage, query)) for passage in passages)
    for quote in sorted((quote for quote in found if quote.sentences), key=lambda quote: quote.order)[:QUOTES]:
        passage = quote.passage
        yield {
            "title": passage.title,
            "heading": passage.heading if passage.heading != passage.title else "",
            "text": " ".join(f"« {_one_line(sentence.text)} »" for sentence in quote.sentences),
            "marker": passage_marker(passage),
        }


def _telling_sentences(passage: Passage, query: str) -> tuple[ScoredSentence, ...]:
    """The best sentences of a passage, but for those that repeat its title."""
    sentences = best_sentences(query, passage.text, limit=SENTENCES)
    return tuple(one for one in sentences if normalise(one.text) not in normalise(passage.title))


def _funding(found: ToolEvidence, dialogue: Dialogue) -> str:
    if Intent.AID in dialogue.turn.intents:
        return ""
    aids = _fitting(found.aids)
    if not dialogue.turn.intents & {Intent.FUNDING, Intent.PROJECT} and _texts_answer(dialogue):
        return ""
    if aids:
        return render("funding", aids=[_aid_line(match) for match in aids])
    return render("funding_none", status=found.funding_status) if Intent.FUNDING in dialogue.turn.intents else ""


def _texts_answer(dialogue: Dialogue) -> bool:
    """Whether the regulation found speaks of the question, so that aids nobody asked for need not follow."""
    texts = (tool_evidence(message) for message in dialogue.done if message.name == "search_regulations")
    return any(found.relevant_passages() for found in texts)


def _fitting(aids: Sequence[FundingMatch]) -> list[FundingMatch]:
    """The aids that are about the request, and not about one of its words."""
    best = max((match.relevance for match in aids), default=0.0)
    return [match for match in aids if match.relevance >= best * FITTING_SHARE]


def _aid_line(match: FundingMatch) -> dict[str, str | None]:
    def because(verdict: Verdict) -> str:
        return " ; ".join(v.because for v in match.eligibility if v.verdict is verdict)

    aid = match.aid
    return {
        "name": aid.name,
        "financers": ", ".join(aid.financers),
        "rate": f"taux maximum {format_percent(aid.rate_max)}" if aid.rate_max is not None else aid.rate_comment,
        "deadline": format_date(aid.submission_deadline) if aid.submission_deadline else None,
        "fits": because(Verdict.YES),
        "excludes": because(Verdict.NO),
        "unknown": because(Verdict.UNKNOWN),
        "marker": aid_markers(match),
    }


def _comparables(found: ToolEvidence, query: str) -> str:
    relevant = found.relevant_passages()
    if not relevant:
        return render("comparables_none")
    first_of_each = {passage.document_id: passage for passage in reversed(relevant)}
    quotes = [
        {"title": passage.title, "text": _excerpt(passage, query), "marker": passage_marker(passage)}
        for passage in reversed(first_of_each.values())
    ][:QUOTES]
    return render("comparables", summary=_summary(found.comparables), quotes=quotes)


def _excerpt(passage: Passage, query: str) -> str:
    """A table as its rows, a short passage whole, else its sentence nearest to the query."""
    if passage.text.lstrip().startswith("|"):
        return _table_rows(passage.text)
    if len(passage.text) <= SHORT_PASSAGE:
        return f"« {_one_line(passage.text)} »"
    sentences = best_sentences(query, passage.text, limit=1) or best_sentences(passage.text, passage.text, limit=1)
    return f"« {_one_line(sentences[0].text)} »" if sentences else ""


def _table_rows(text: str) -> str:
    """The rows of a Markdown table, their cells apart: «Coût hors taxes : 400 003 € ; Année : 2024»."""
    rows = ([cell.strip() for cell in line.strip().strip("|").split("|")] for line in text.splitlines())
    _heading, *body = [row for row in rows if any(cell.strip("-: ") for cell in row)]
    return " ; ".join(" : ".join(cell for cell in row if cell) for row in body)


def _summary(summary: ComparablesSummary | None) -> dict[str, Any]:
    if summary is None:
        return {"cost": None, "rate": None}
    return {
        "count": summary.count,
        "cost": _spread(summary.cost_excl_tax, _to_the_euro),
        "rate": _spread(summary.rate_percent, format_percent),
        "marker": calculation_marker(summary.calculation_id),
    }


def _to_the_euro(amount: Decimal) -> str:
    return format_euros(round(amount))


def _spread(quartiles: Quartiles | None, show: Any) -> dict[str, str] | None:
    if quartiles is None:
        return None
    return {name: show(getattr(quartiles, name)) for name in ("first", "median", "third")}


def _footprint(result: FootprintResult) -> str:
    return render(
        "footprint",
        title=result.title,
        marker=calculation_marker(result.calculation_id),
        reference=result.reference_scenario,
        figures=[{"label": f.label, "display": f.display, "interval": f.display_interval} for f in result.figures],
        assumptions=[
            i.sentence for i in result.inputs if i.status is not InputStatus.GIVEN and _matters(i.name, result)
        ],
        warnings=result.warnings,
    )


def _matters(name: str, result: FootprintResult) -> bool:
    """Whether an input that was not given has a part in the result: the power of servers has none without servers."""
    spec = next(spec for spec in activity(result.activity).inputs if spec.name == name)
    given = {one.name for one in result.inputs if one.status is InputStatus.GIVEN}
    return not spec.asked_with or bool({condition.partition("=")[0] for condition in spec.asked_with} & given)


def _sheet(dialogue: Dialogue) -> str:
    if not dialogue.turn.facts.is_described:
        return render("sheet_needs_project")
    saved = next(message for message in dialogue.done if message.name == "save_project_sheet")
    if saved.status == "error":
        return render("sheet_refused", reason=str(saved.text))
    facts = dialogue.turn.facts
    assert facts.theme is not None
    return render("sheet", title=facts.title or facts.theme.label, open_questions=sheet_questions(facts))


def _one_line(text: str) -> str:
    return " ".join(text.split())

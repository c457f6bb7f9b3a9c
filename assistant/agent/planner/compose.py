"""Write the answer of a turn from what its tools found: the templates of ``answers/`` give the wording."""

from collections.abc import Sequence

from langchain_core.messages import ToolMessage

from assistant.agent.evidence import (
    ToolEvidence,
    aid_markers,
    calculation_marker,
    tool_evidence,
)
from assistant.agent.planner.aid_questions import asks_for_a_list, goes_without
from assistant.agent.planner.calls import calls_of
from assistant.agent.planner.cues import load_cues, says
from assistant.agent.planner.details import rule_sentences
from assistant.agent.planner.dialogue import Dialogue, Turn
from assistant.agent.planner.draft import sheet_title
from assistant.agent.planner.drafting import drafting_answer
from assistant.agent.planner.eligibility import (
    asked_aid,
    asks_of_one,
    called_by_name,
    eligibility_answer,
    has_begun,
    named_aid,
    of_the_scheme,
)
from assistant.agent.planner.financing import financing_lines
from assistant.agent.planner.intents import Intent
from assistant.agent.planner.likeness import Purpose, is_like
from assistant.agent.planner.operations import SHOWN_OPERATIONS, published_lines, told_lines
from assistant.agent.planner.questions import sheet_questions
from assistant.agent.planner.rendering import render
from assistant.agent.planner.results import told_result
from assistant.agent.planner.talk import closing, opening, plain_talk
from assistant.agent.planner.texts import asks_of_a_piece, has_subject, told_by_texts
from assistant.comparables import ComparablesAnswer, statement
from assistant.funding import FundingMatch, Verdict, about_the_request, met_briefly, rate_of, reasons_of
from assistant.language import normalise
from assistant.language.display import format_date

SHOWN_OF_NAMED = 3  # aids: the Fonds vert has many
TOLD_BESIDE = 3  # documents shown after the published operations


def compose_answer(dialogue: Dialogue) -> str:
    """The answer of the last turn, in Markdown with markers."""
    said = drafting_answer(dialogue) or plain_talk(dialogue.turn)
    if said:
        return said
    if Intent.SHEET in dialogue.turn.intents:
        return "\n\n".join([*opening(dialogue), _sheet(dialogue)])
    found = (_titled(message, dialogue) for message in dialogue.done)
    sections = [*opening(dialogue), *found, *closing(dialogue)]
    written = [section.strip() for section in sections if section.strip()]
    if written:
        return "\n\n".join(written)
    return render("nothing" if _is_in_scope(dialogue) else "declined")


def _is_in_scope(dialogue: Dialogue) -> bool:
    turn = dialogue.turn
    return turn.intents != {Intent.QUESTION} or turn.names_theme or _asks_a_fact(turn.text)


def _asks_a_fact(text: str) -> bool:
    return says(load_cues().definitions, normalise(text)) or is_like(text, Purpose.QUESTION)


def _titled(message: ToolMessage, dialogue: Dialogue) -> str:
    """A section, under the question that it answers when another one of the message asks the same tool."""
    section = _section(message, dialogue)
    if not section.strip() or sum(one.name == message.name for one in dialogue.done) == 1:
        return section
    arguments = next(one.arguments for one in dialogue.results if one.message is message)
    facts = dialogue.turn.facts
    question = (
        part.query for part in dialogue.turn.parts if any(c.arguments == arguments for c in calls_of(part, facts))
    )
    return f"{render('asked', question=next(question, ''))}\n\n{section}"


def _section(message: ToolMessage, dialogue: Dialogue) -> str:
    if message.status == "error":
        return render("failed", reason=str(message.text))
    found = tool_evidence(message)
    query = dialogue.query_of(message)
    match message.name:
        case "search_regulations":
            return told_by_texts(found, query, dialogue.turn)
        case "search_funding":
            return _funding(found, dialogue)
        case "search_projects":
            return _comparables(found, query)
        case "explain_eligibility":
            return eligibility_answer(found.aids[0], begun=has_begun(dialogue.turn.text))
    return told_result(found, dialogue.turn.facts)


def _funding(found: ToolEvidence, dialogue: Dialogue) -> str:
    if _asks_about_one(dialogue) or _asks_of_a_piece(dialogue) or not has_subject(dialogue.turn):
        return ""
    if Intent.SHARE in dialogue.turn.intents and Intent.FUNDING not in dialogue.turn.intents:
        return _rules_of_the_named(found, dialogue.turn)
    aids = about_the_request(found.aids)
    normalised = normalise(dialogue.turn.text)
    named = of_the_scheme(normalised, aids)
    if named and asks_of_one(dialogue.turn):
        aids = named
    elif goes_without(normalised):
        aids = [one for one in aids if one not in named]
    if not dialogue.turn.intents & {Intent.FUNDING, Intent.PROJECT}:
        aids = [] if _texts_answer(dialogue) else [one for one in aids if named_aid(dialogue.turn.text, [one])]
    if not aids:
        asked = Intent.FUNDING in dialogue.turn.intents
        return render("funding_none", status=found.funding_status) if asked else ""
    rules = found.financing_rules if Intent.FUNDING in dialogue.turn.intents else ()
    lines = {
        "fitting": [_aid_line(match) for match in aids if match.fits],
        "doubtful": [_aid_line(match) for match in aids if not match.fits and not match.is_excluded],
        "excluded": [_aid_line(match) for match in aids if match.is_excluded],
    }
    return render("funding", **lines, rules=financing_lines(rules))


def _rules_of_the_named(found: ToolEvidence, turn: Turn) -> str:
    """What the records of the aids that a message names say of how far aids may go, or go together."""
    told = ((match, rule_sentences(match, turn.text)) for match in called_by_name(turn.request.query, found.aids))
    said = [{"name": match.aid.name, "sentences": sentences} for match, sentences in told if sentences]
    return render("aid_rules", aids=said[:SHOWN_OF_NAMED]) if said else ""


def _asks_about_one(dialogue: Dialogue) -> bool:
    """Whether the message asks about one aid, that has been found: the others need not be listed."""
    intents = dialogue.turn.intents
    explained = Intent.ELIGIBILITY in intents and asked_aid(dialogue) is not None
    return Intent.FUNDING not in intents and (Intent.AID in intents or explained)


def _asks_of_a_piece(dialogue: Dialogue) -> bool:
    """Whether a message asks of a document of its project («le total du devis»), and for no list of aids."""
    return any(map(asks_of_a_piece, _texts_found(dialogue))) and not asks_for_a_list(normalise(dialogue.turn.text))


def _texts_answer(dialogue: Dialogue) -> bool:
    """Whether the regulation found speaks of the question, so that aids nobody asked for need not follow."""
    return any(found.relevant_passages() for found in _texts_found(dialogue))


def _texts_found(dialogue: Dialogue) -> list[ToolEvidence]:
    return [tool_evidence(message) for message in dialogue.done if message.name == "search_regulations"]


def _aid_line(match: FundingMatch) -> dict[str, str | None]:
    aid = match.aid
    return {
        "name": aid.name,
        "financers": ", ".join(aid.financers),
        "rate": rate_of(aid),
        "deadline": format_date(aid.submission_deadline) if aid.submission_deadline else None,
        "fits": met_briefly(match),
        "excludes": reasons_of(match, Verdict.NO),
        "unknown": reasons_of(match, Verdict.UNKNOWN),
        "marker": aid_markers(match),
    }


def _comparables(found: ToolEvidence, query: str) -> str:
    told = told_lines(query, found.relevant_passages())
    answer = found.comparables
    if answer is None:
        nothing = render("comparables_none")
        return render("comparables", statement=[], quotes=told[:SHOWN_OPERATIONS], told=[]) if told else nothing
    return render(
        "comparables",
        statement=_stated(answer),
        quotes=published_lines(answer, found.passages),
        told=told[:TOLD_BESIDE],
    )


def _stated(answer: ComparablesAnswer) -> Sequence[str]:
    marker = calculation_marker(answer.summary.calculation_id)
    return [f"{line} {marker}" for line in statement(answer)]


def _sheet(dialogue: Dialogue) -> str:
    if not dialogue.turn.facts.is_described:
        return render("sheet_needs_project")
    saved = next(message for message in dialogue.done if message.name == "save_project_sheet")
    if saved.status == "error":
        return render("sheet_refused", reason=str(saved.text))
    facts = dialogue.turn.facts
    assert facts.theme is not None
    return render("sheet", title=sheet_title(facts.theme, facts), open_questions=sheet_questions(facts))

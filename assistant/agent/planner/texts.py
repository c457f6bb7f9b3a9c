"""What the texts found say: quoted for the question itself, else for the kind of project that it is asked about."""

from functools import cache

from assistant.agent.evidence import CLEARLY_RELEVANT, ToolEvidence, passage_marker
from assistant.agent.planner.cues import load_cues
from assistant.agent.planner.dialogue import Turn
from assistant.agent.planner.extract import Quote, best_quotes
from assistant.agent.planner.intents import Intent, without_cues
from assistant.agent.planner.quoting import quoted_lines, reader_of
from assistant.agent.planner.rendering import render
from assistant.agent.planner.subject import Subject, answers, aspects_of
from assistant.domain import Passage
from assistant.knowledge import RELEVANCE_FLOOR
from assistant.language import content_stems
from assistant.language.display import format_date

QUOTES = 3  # passages quoted
ANSWERS_BESIDE_AIDS = 0.6  # «quelles aides pour…» asks for aids: a text beside them must speak of the very matter
ANSWERS = 0.33  # of a quotation: what scores less shares a few words with a question about something else (0003)
OWN_WORDS = 2  # of a question, from which it asks about more than the kind of project
ASKS_THE_TEXTS = frozenset({Intent.OBLIGATIONS, Intent.QUESTION, Intent.SHARE, Intent.STEPS})


def told_by_texts(found: ToolEvidence, query: str, turn: Turn) -> str:
    """What the texts say of a query, after what the documents of the project say of the message itself."""
    if turn.request.within:
        return _by_the_text(found, turn.request.within, turn)
    attached, texts = (
        found.model_copy(update={"passages": tuple(one for one in found.passages if bool(one.project_id) is is_ours)})
        for is_ours in (True, False)
    )
    ours = _section(_quotes(attached, turn.text, turn), found, turn, "Dans les pièces du projet")
    theirs = _by_texts(texts, query, turn) if has_subject(turn) and not (ours and asks_of_a_piece(found)) else ""
    if not ours and not theirs and found.outdated and turn.intents & ASKS_THE_TEXTS:
        return _outdated(found.outdated)
    return "\n\n".join(filter(None, (ours.strip(), theirs.strip())))


def asks_of_a_piece(found: ToolEvidence) -> bool:
    """Whether a message names a document of its project, whose passages are then wholly relevant."""
    return any(one.project_id and found.relevance.get(one.passage_id, 0.0) >= 1 for one in found.passages)


def _by_the_text(found: ToolEvidence, subject: Subject, turn: Turn) -> str:
    """What the last text quoted says of a question about it, and nothing of any other text."""
    passages = [one for one in found.passages if one.document_id in subject.documents]
    query = " ".join([turn.text, *(cue for one in aspects_of(turn.text) for cue in one.answered)])
    reader = reader_of(turn.facts, turn.text, found.on)
    quotes = best_quotes(query, passages, limit=len(passages), reader=reader)
    telling = [one for one in quotes if answers(turn.text, f"{one.passage.heading} {one.segment.text}")]
    if telling:
        return _section(telling[:QUOTES], found, turn, "Ce que disent les textes")
    return render("unsaid", title=subject.title, marker=passage_marker(passages[0]) if passages else "")


def _by_texts(found: ToolEvidence, query: str, turn: Turn) -> str:
    """What answers the question itself, else what is said of the query, which is then told to be less precise."""
    asks_more = _asks_more_than_its_kind(turn)
    if asks_more and (quotes := _quotes(found.as_asked, turn.text, turn)) and _best(quotes) >= ANSWERS:
        return _section(quotes, found, turn, "Ce que disent les textes")
    quotes = _quotes(found, query, turn)
    least = ANSWERS_BESIDE_AIDS if Intent.FUNDING in turn.intents else ANSWERS
    if turn.intents <= {Intent.QUESTION, Intent.FUNDING} and _best(quotes) < least:
        return ""
    is_question = not turn.intents & {Intent.OBLIGATIONS, Intent.PROJECT, Intent.SHARE, Intent.STEPS}
    title = "Ce que j'ai trouvé" if is_question else "Ce que disent les textes"
    return _section(quotes, found, turn, title, is_beside=asks_more)


def _asks_more_than_its_kind(turn: Turn) -> bool:
    """Whether a question about the rules of a project has words of its own, and is the only one of its message."""
    is_alone = turn.intents == {Intent.OBLIGATIONS} and not turn.parts and turn.request.by_theme
    return is_alone and len(content_stems(without_cues(turn.text))) >= OWN_WORDS


def _quotes(found: ToolEvidence, query: str, turn: Turn) -> list[Quote]:
    asked_for = turn.intents & ASKS_THE_TEXTS
    return best_quotes(
        query,
        found.relevant_passages(RELEVANCE_FLOOR if asked_for else CLEARLY_RELEVANT),
        limit=QUOTES,
        per_passage=2 if asked_for else 1,
        reader=reader_of(turn.facts, turn.text, found.on),
        relevance=found.relevance,
    )


def _best(quotes: list[Quote]) -> float:
    return max((quote.score for quote in quotes), default=0.0)


def _section(quotes: list[Quote], found: ToolEvidence, turn: Turn, title: str, *, is_beside: bool = False) -> str:
    if not quotes:
        return ""
    reader = reader_of(turn.facts, turn.text, found.on)
    return render("obligations", title=title, is_beside=is_beside, quotes=list(quoted_lines(quotes, turn, reader)))


def has_subject(turn: Turn) -> bool:
    """Whether a question is about more than who or what answers it («qui est le maire ?», «quelle heure est-il ?»)."""
    return turn.intents != {Intent.QUESTION} or not set(content_stems(turn.text)) <= _no_subject()


@cache
def _no_subject() -> frozenset[str]:
    return frozenset(content_stems(load_cues().no_subject))


def _outdated(passage: Passage) -> str:
    """The only text that answers, and when it stopped or will begin to apply."""
    ended, begins = ((day and format_date(day)) for day in (passage.valid_to, passage.valid_from))
    return render(
        "outdated",
        title=passage.title,
        heading=passage.heading,
        ended=ended,
        begins=begins,
        marker=passage_marker(passage),
    )

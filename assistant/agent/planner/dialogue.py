"""Read a conversation: what its messages have told of the project, and what the last one asks."""

from collections.abc import Sequence

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, ToolMessage

from assistant.agent.evidence import Evidence, ToolResult, tool_evidence, tool_results
from assistant.agent.planner.cues import load_cues, says
from assistant.agent.planner.facts import CostDoubt, ProjectFacts
from assistant.agent.planner.follow import Request, follow, ordinal
from assistant.agent.planner.intents import Intent, read_intents
from assistant.agent.planner.places import read_territory
from assistant.agent.planner.questions import Question, pending_questions
from assistant.agent.planner.sentences import is_follow_up, split_message, statement_of
from assistant.agent.planner.themes import ThemeBook
from assistant.agent.planner.told import Heard, Listener, Told
from assistant.agent.planner.vocabulary import in_plain_french
from assistant.domain import Frozen
from assistant.language import content_stems, normalise
from assistant.language.foreign import is_english
from assistant.territories import Territories

ASKED_AGAIN = frozenset(
    {Intent.FUNDING, Intent.OBLIGATIONS, Intent.COMPARABLES, Intent.QUESTION, Intent.AMOUNT, Intent.SHARE}
)
PLAN_FACTS = frozenset({"cost_excl_tax", "beneficiary", "aids"})


class Turn(Frozen):
    """The message to answer: its facts read after all the earlier ones, which are new, and what it asks.

    ``before`` are the facts until this message, ``pending`` the questions asked and still open, ``asked`` the texts of
    the earlier answers. ``cost_doubt`` says why an amount of the message is not the cost of the project. ``proposal``
    is a message that tells what may be another project.
    """

    text: str
    request: Request
    before: ProjectFacts
    facts: ProjectFacts
    new_facts: frozenset[str]
    names_theme: bool
    cost_doubt: CostDoubt | None
    pending: tuple[Question, ...]
    skipped: frozenset[str]
    asked: str
    skips: Question | None
    opens_project: bool
    keeps_project: bool
    is_unclear: bool
    proposal: str

    @property
    def intents(self) -> frozenset[Intent]:
        """What the user wants."""
        return self.request.intents

    @property
    def opens(self) -> bool:
        """Whether the message opens the project, rather than adding a detail to it."""
        return "description" in self.new_facts

    @property
    def tells_facts_alone(self) -> bool:
        """Whether the message says who or where, without project nor question."""
        if self.facts.is_described or self.request.completes or self.intents != {Intent.QUESTION}:
            return False
        return bool(self.new_facts) and statement_of(self.text) == self.text

    @property
    def is_english(self) -> bool:
        """Whether the message is in English."""
        return is_english(self.text)


class Dialogue:
    """A conversation split at its last user message."""

    def __init__(self, messages: Sequence[BaseMessage], *, themes: ThemeBook, territories: Territories) -> None:
        last = max(index for index, message in enumerate(messages) if isinstance(message, HumanMessage))
        self.messages = messages
        self.results = list(tool_results(messages))
        self.done = [message for message in messages[last + 1 :] if isinstance(message, ToolMessage)]
        self.evidence = Evidence.from_messages(messages)
        self.turn = _read(messages[: last + 1], Listener(themes, territories))

    @property
    def current_results(self) -> list[ToolResult]:
        """The tool results of which every passage is still in the knowledge."""
        known = self.evidence.passages.keys()
        return [one for one in self.results if known >= tool_evidence(one.message).cited.keys()]

    @property
    def saved_before(self) -> bool:
        """Whether an earlier turn has saved the sheet of this project."""
        return any(tool_evidence(one.message).saved_project_id for one in self.results if one.message not in self.done)

    def query_of(self, result: ToolMessage) -> str:
        """What the search behind a tool result asked for; the user's words when the tool took no query."""
        arguments = next(one.arguments for one in self.results if one.message is result)
        return str(arguments.get("query", self.turn.text))


def _read(messages: Sequence[BaseMessage], listener: Listener) -> Turn:
    """Hear the user's messages one after the other, each after the answers before it; the last one is the turn."""
    told, last, answers, saved = Told(), None, list[str](), False
    for index, message in enumerate(messages):
        if isinstance(message, AIMessage) and message.text:
            answers.append(str(message.text))
        if isinstance(message, ToolMessage):
            saved = saved or tool_evidence(message).saved_project_id is not None
        if not isinstance(message, HumanMessage):
            continue
        text = str(message.text)
        pending = pending_questions(told.facts, answers, told.skipped)
        heard = listener.hear(told, text, pending)
        request = _request(heard, text, last, listener, saved=saved)
        if index + 1 < len(messages):
            answers = [] if heard.opens_project else answers
            told, last = heard.told, _remembered(request, last)
    return Turn(
        text=text,
        request=request,
        before=told.facts,
        facts=heard.told.facts,
        new_facts=heard.new,
        names_theme=listener.themes.recognise(normalise(in_plain_french(text))) is not None,
        cost_doubt=heard.doubt,
        pending=pending,
        skipped=heard.told.skipped,
        asked="" if heard.opens_project else "\n".join(answers),
        skips=heard.skips,
        opens_project=heard.opens_project,
        keeps_project=heard.keeps_project,
        is_unclear=heard.is_unclear,
        proposal=heard.told.proposal,
    )


def _request(heard: Heard, message: str, last: Request | None, listener: Listener, *, saved: bool) -> Request:
    """What a message asks: the last question again when it follows it or completes it, else something of its own."""
    text = in_plain_french(message)
    normalised, facts = normalise(text), heard.told.facts
    intents = _intents(heard, normalised, last, saved=saved)
    territory = facts.territory if "territory" in heard.new else read_territory(text, listener.territories)
    asks_otherwise = bool(read_intents(normalised)) or heard.is_unclear
    if last and (_points(normalised, last) or (is_follow_up(text) and not asks_otherwise)):
        return follow(last, text, territory, listener.themes)
    named = listener.themes.recognise(normalised) if intents != {Intent.PROJECT} else None
    asked = split_message(text).asked
    query = asked if listener.themes.recognise(normalise(asked)) else text
    request = Request.of(query, intents, facts, named, is_telegram=statement_of(text) == text)
    if last and last.theme and named is None and not facts.is_described and _names_nothing(text, intents):
        request = request.model_copy(update={"theme": last.theme, "by_theme": True})
    if territory:
        request = request.model_copy(update={"territory": territory})
    if last and intents == {Intent.QUESTION} and not facts.is_described and heard.new and statement_of(text) == text:
        told = {"query": f"{last.query} {text}", "intents": last.intents, "theme": last.theme, "completes": True}
        return request.model_copy(update=told)
    return request


def _intents(heard: Heard, normalised: str, last: Request | None, *, saved: bool) -> frozenset[Intent]:
    intents = read_intents(normalised)
    goes_on = last is not None and Intent.SHARE in last.intents and heard.new & PLAN_FACTS and heard.told.facts.aids
    if goes_on and not intents - {Intent.FUNDING, Intent.AMOUNT}:
        intents |= {Intent.SHARE}  # the plan that was asked for, once more is known
    described = heard.told.facts.is_described
    if saved and heard.new and says(load_cues().correcting_the_sheet, normalised):
        return frozenset({Intent.SHEET})
    if Intent.SHARE in intents and not described:
        intents -= {Intent.FUNDING, Intent.AMOUNT}
    elif intents & {Intent.SHARE, Intent.AMOUNT}:
        intents |= {Intent.FUNDING, Intent.SHARE}
    if described and (heard.new or heard.doubt) and Intent.SHEET not in intents:
        intents |= {Intent.PROJECT}
    return intents or frozenset({Intent.QUESTION})


def _points(normalised: str, last: Request) -> bool:
    """Whether a message points at an aid of the list that was just asked for."""
    return Intent.FUNDING in last.intents and ordinal(normalised) is not None


def _names_nothing(text: str, intents: frozenset[Intent]) -> bool:
    """Whether a message asks for money without saying for what («combien peut-on avoir ?», «quelles subventions ?»)."""
    return Intent.AMOUNT in intents or (Intent.FUNDING in intents and len(content_stems(text)) <= 1)


def _remembered(request: Request, last: Request | None) -> Request | None:
    """The question that a follow-up would ask again: that of the message, or what telling a project asks for."""
    if Intent.PROJECT in request.intents and not request.intents & ASKED_AGAIN:
        if request.theme is None:
            return last
        asked = {"query": request.theme.label, "intents": frozenset({Intent.FUNDING, Intent.OBLIGATIONS})}
        return request.model_copy(update=asked)
    return request if request.intents & ASKED_AGAIN else last

"""Evidence: what the tools of a conversation have found, and that an answer may cite.

A model cites by markers: ``[p:<passage id>]`` for a passage, ``[c:<calculation id>]`` for a calculation,
``[u]`` for the user's own words, ``[h]`` for a hypothesis to confirm.
"""

import re
import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, ToolMessage
from pydantic import Field

from assistant.agent.said import said_by_people
from assistant.calculators.financing import PlanResult
from assistant.calculators.footprint import FootprintResult
from assistant.calculators.footprint.scenarios import ProjectResult
from assistant.calculators.greenbudget import GreenBudgetResult
from assistant.comparables import ComparablesAnswer
from assistant.domain import DocumentKind, Frozen, Passage
from assistant.domain.sheet import ProjectSheet
from assistant.drafting import Completeness, Rewriting
from assistant.funding import FinancingRule, FundingMatch
from assistant.knowledge import RELEVANCE_FLOOR

MARKER = re.compile(r"\[(?:(?P<kind>[pc]):(?P<reference>[\w-]+)|(?P<origin>[uh]))\]")

NEAR_THE_BEST = 0.5  # keeps 95 % of those of CNIL and all of those of CRPA
CLEARLY_RELEVANT = 0.4  # for what is put forward without having been asked for
REMOVED = "removed_passages"
EXAMPLE_SIGN = " Exemple"  # a refusal ends on an example


def passage_marker(passage: Passage) -> str:
    """The marker by which a model cites a passage."""
    return f"[p:{passage.passage_id}]"


def aid_markers(match: FundingMatch) -> str:
    """The markers of an aid: the passages that prove what is said of it."""
    return "".join(map(passage_marker, match.passages))


def calculation_marker(calculation_id: str) -> str:
    """The marker by which a model cites a calculation."""
    return f"[c:{calculation_id}]"


class ToolEvidence(Frozen):
    """What one tool call brought; kept as the artifact of its message, so that it lives with the conversation.

    ``relevance`` gives, by passage id, the share of the query that each passage speaks of, ``relevance_asked`` that of
    the user's own message; ``on`` is the day on which it was looked for; ``outdated`` the passage that answers when
    only one that is not in force does.
    """

    passages: tuple[Passage, ...] = ()
    relevance: dict[str, float] = Field(default_factory=dict)
    relevance_asked: dict[str, float] = Field(default_factory=dict)
    outdated: Passage | None = None
    aids: tuple[FundingMatch, ...] = ()
    comparables: ComparablesAnswer | None = None
    footprint: FootprintResult | None = None
    financing_plan: PlanResult | None = None
    green_budget: GreenBudgetResult | None = None
    completeness: Completeness | None = None
    rewriting: Rewriting | None = None
    scenarios: ProjectResult | None = None
    saved_project_id: str | None = None
    saved_title: str = ""
    sheet: ProjectSheet | None = None
    funding_status: str | None = None
    financing_rules: tuple[FinancingRule, ...] = ()
    on: date | None = None

    @property
    def cited(self) -> dict[str, Passage]:
        """All its passages by id, those that prove an aid or a rule included."""
        proofs = (*(match.passages for match in self.aids), *(rule.passages for rule in self.financing_rules))
        outdated = (self.outdated,) if self.outdated else ()
        return {passage.passage_id: passage for passages in (self.passages, outdated, *proofs) for passage in passages}

    @property
    def as_asked(self) -> "ToolEvidence":
        """The same, as relevant as it is to the user's own message."""
        return self.model_copy(update={"relevance": self.relevance_asked})

    def relevant_passages(self, floor: float = RELEVANCE_FLOOR) -> tuple[Passage, ...]:
        """The passages that speak of enough of the query to be shown, and of about as much as the best of them."""
        best = max(self.relevance.values(), default=0.0)
        enough = max(floor, best * NEAR_THE_BEST)
        return tuple(passage for passage in self.passages if self.relevance.get(passage.passage_id, 0.0) >= enough)


class ToolResult(NamedTuple):
    """A tool message with the arguments of its call."""

    message: ToolMessage
    arguments: Mapping[str, object]


def tool_results(messages: Iterable[BaseMessage]) -> Iterator[ToolResult]:
    """The tool results of a conversation; the id of a call is looked up in the message that made it: servers repeat
    theirs from one message to the next."""
    calls: dict[str | None, Mapping[str, object]] = {}
    for message in messages:
        if isinstance(message, AIMessage) and message.tool_calls:
            calls = {call["id"]: call["args"] for call in message.tool_calls}
        elif isinstance(message, ToolMessage):
            yield ToolResult(message, calls.get(message.tool_call_id, {}))


class Refusal(Frozen):
    """Why a tool refused a call: its message without its example, which is nobody's, and the arguments of the call."""

    message: str
    arguments: str


def _refusals(messages: Iterable[BaseMessage]) -> Iterator[Refusal]:
    for message, arguments in tool_results(messages):
        if message.status == "error":
            yield Refusal(message=str(message.text).partition(EXAMPLE_SIGN)[0], arguments=str(arguments))


class Evidence:
    """All that one conversation may cite, looked up by id, with what the user has said."""

    def __init__(self, user_words: Sequence[str]) -> None:
        self.user_words = tuple(user_words)
        self.refusals: tuple[Refusal, ...] = ()
        self.passages: dict[str, Passage] = {}
        self.relevance: dict[str, float] = {}
        self.aids: dict[str, FundingMatch] = {}
        self.verdicts: dict[str, str] = {}  # by the passage of an aid, what is told of its criteria: the days left
        self.footprints: dict[str, FootprintResult] = {}
        self.financing_plans: dict[str, PlanResult] = {}
        self.green_budgets: dict[str, GreenBudgetResult] = {}
        self.checklists: dict[str, Completeness] = {}
        self.scenarios: dict[str, ProjectResult] = {}
        self.comparables: dict[str, ComparablesAnswer] = {}
        self.financing_rules: dict[str, FinancingRule] = {}
        self.sheet_title = ""
        self.on: date | None = None

    def _add(self, item: ToolEvidence) -> None:
        self.passages |= item.cited
        self.relevance |= item.relevance
        self.aids |= {match.aid.slug: match for match in item.aids}
        for match in item.aids:
            for passage in match.passages:  # a line may tell the criteria of an earlier search
                before = self.verdicts.get(passage.passage_id, "").split("\n")
                told = dict.fromkeys([*before, *(verdict.because for verdict in match.eligibility)])
                self.verdicts[passage.passage_id] = "\n".join(filter(None, told))
        self.financing_rules |= {rule.query: rule for rule in item.financing_rules}
        self.on = item.on or self.on
        self.sheet_title = item.saved_title or self.sheet_title
        if item.sheet:
            self.user_words = (*said_by_people(item.sheet), *self.user_words)
        if item.footprint:
            self.footprints[item.footprint.calculation_id] = item.footprint
        if item.financing_plan:
            self.financing_plans[item.financing_plan.calculation_id] = item.financing_plan
        if item.green_budget:
            self.green_budgets[item.green_budget.calculation_id] = item.green_budget
        if item.completeness:
            self.checklists[item.completeness.calculation_id] = item.completeness
        if item.scenarios:
            self.scenarios[item.scenarios.calculation_id] = item.scenarios
        if item.comparables:
            self.comparables[item.comparables.summary.calculation_id] = item.comparables

    def _remove(self, removed: Collection[str]) -> None:
        """Forget passages, with the aids, rules and figures that they prove."""
        for name in removed:
            self.passages.pop(name, None)
        known = self.passages.keys()
        self.aids = {slug: match for slug, match in self.aids.items() if known >= _ids(match.passages)}
        self.financing_rules = {
            query: rule for query, rule in self.financing_rules.items() if known >= _ids(rule.passages)
        }
        documents = {passage.document_id for passage in self.passages.values()}
        self.comparables = {
            name: answer for name, answer in self.comparables.items() if documents >= answer.document_ids
        }

    @classmethod
    def from_messages(cls, messages: Sequence[BaseMessage]) -> "Evidence":
        """The evidence of a conversation, oldest first: a later result replaces an earlier one of the same id.

        What a user's message says to be removed is forgotten from there on, unless it is found again.
        """
        evidence = cls([str(message.text) for message in messages if isinstance(message, HumanMessage)])
        for message in messages:
            if isinstance(message, ToolMessage):
                evidence._add(tool_evidence(message))
            elif isinstance(message, HumanMessage):
                evidence._remove(message.additional_kwargs.get(REMOVED, ()))
        evidence.refusals = tuple(_refusals(messages))
        return evidence

    @property
    def calculations(self) -> dict[str, Frozen]:
        """All the calculations by id, whatever their kind."""
        return {
            **self.footprints,
            **self.comparables,
            **self.financing_plans,
            **self.green_budgets,
            **self.scenarios,
            **self.checklists,
        }

    def clearly_relevant_passages(self, kind: DocumentKind) -> list[Passage]:
        """The passages of a kind that speak of most of the query that found them, in the order found."""
        return [
            passage
            for name, passage in self.passages.items()
            if passage.kind is kind and self.relevance.get(name, 0.0) >= CLEARLY_RELEVANT
        ]


def user_message(text: str, *, removed: Collection[str]) -> HumanMessage:
    """A message of the user, with the ids of the passages found before it that have left the knowledge since.

    They are kept with the conversation, so that each answer is verified again as it was when it was shown.
    """
    return HumanMessage(text, id=uuid.uuid4().hex, additional_kwargs={REMOVED: sorted(removed)} if removed else {})


def _ids(passages: Iterable[Passage]) -> set[str]:
    return {passage.passage_id for passage in passages}


def tool_evidence(message: ToolMessage) -> ToolEvidence:
    """What a tool message brought; empty for a failed call."""
    return ToolEvidence.model_validate(message.artifact) if message.artifact else ToolEvidence()

"""Read a conversation: what the user has said of the project so far, each fact with the words that say it."""

import re
from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, ToolMessage
from pydantic import Field

from assistant.agent.evidence import Evidence
from assistant.agent.planner.intents import Intent, read_intents
from assistant.agent.planner.slots import FilledInput, read_inputs
from assistant.agent.planner.themes import Theme, ThemeBook
from assistant.domain import Beneficiary, Frozen, Territory
from assistant.language import Amount, normalise, read_amounts, read_beneficiary, read_population, split_sentences
from assistant.territories import Territories


class ProjectFacts(Frozen):
    """The project as told: absent facts are None. ``inputs`` are those of the theme's footprint activity.

    ``cost_excl_tax`` is never an amount said to include tax; ``is_tax_unsaid`` when the user has said neither.
    """

    theme: Theme | None = None
    beneficiary: Beneficiary | None = None
    territory: Territory | None = None
    population: int | None = None
    cost_excl_tax: Decimal | None = None
    is_tax_unsaid: bool = False
    inputs: dict[str, FilledInput] = Field(default_factory=dict)
    description: str = ""

    @property
    def given(self) -> dict[str, str]:
        """The inputs as the calculator takes them."""
        return {name: filled.value for name, filled in self.inputs.items()}

    @property
    def is_described(self) -> bool:
        """Whether enough is known to speak of a project and not of a question."""
        return self.theme is not None and bool(self.description)


class CostDoubt(StrEnum):
    """Why an amount cannot be the cost; the value names the question to ask."""

    WITH_TAX = "with_tax"
    IMPOSSIBLE = "impossible"


class Turn(Frozen):
    """The message to answer: its intents, its facts read after all the earlier ones, and which facts are new.

    ``cost_doubt`` says why an amount of the message is not the cost of the project.
    """

    text: str
    intents: frozenset[Intent]
    facts: ProjectFacts
    new_facts: frozenset[str]
    names_theme: bool
    cost_doubt: CostDoubt | None


class Dialogue:
    """A conversation split at its last user message."""

    def __init__(self, messages: Sequence[BaseMessage], *, themes: ThemeBook, territories: Territories) -> None:
        last = max(index for index, message in enumerate(messages) if isinstance(message, HumanMessage))
        self.done = [message for message in messages[last + 1 :] if isinstance(message, ToolMessage)]
        calls = (
            call for message in messages[last + 1 :] if isinstance(message, AIMessage) for call in message.tool_calls
        )
        self._arguments = {call["id"]: call["args"] for call in calls}
        self.evidence = Evidence.from_messages(messages)
        self._reader = _FactReader(themes, territories)
        self.turn = self._read([str(m.text) for m in messages if isinstance(m, HumanMessage)])

    def query_of(self, result: ToolMessage) -> str:
        """What the search behind a tool result asked for; the user's words when the tool took no query."""
        return str(self._arguments.get(result.tool_call_id, {}).get("query", self.turn.text))

    def _read(self, texts: Sequence[str]) -> Turn:
        facts = ProjectFacts()
        for text in texts[:-1]:
            facts, _ = self._reader.update(facts, text)
        text = texts[-1]
        after, new = self._reader.update(facts, text)
        normalised = normalise(text)
        intents = read_intents(normalised)
        doubt = None if "cost_excl_tax" in new else _doubt(read_amounts(text))
        adds = after.description == text or new or doubt
        if after.is_described and adds and Intent.SHEET not in intents:
            intents |= {Intent.PROJECT}
        return Turn(
            text=text,
            intents=intents or frozenset({Intent.QUESTION}),
            facts=after,
            new_facts=new,
            names_theme=self._reader.themes.recognise(normalised) is not None,
            cost_doubt=doubt,
        )


PROJECT_VERBS = (
    "remplacer", "renover", "installer", "creer", "construire", "equiper", "acheter", "amenager", "isoler", "changer",
    "moderniser", "planter", "vegetaliser", "desimpermeabiliser", "souhait", "voulons", "veut", "voudri", "projet",
    "envisage", "passer en", "passer au", "convertir", "deployer", "mettre en place", "realiser",
)  # fmt: skip


def _only_asks(text: str) -> bool:
    """Whether a message is nothing but a question about what must or may be done («Doit-on installer… ?»)."""
    sentences = split_sentences(text)
    return all(sentence.endswith("?") and DUTY.match(normalise(sentence)) for sentence in sentences)


DUTY = re.compile(r"(?:doit on|devons nous|faut il|peut on|pouvons nous|a t on|est ce que|quel|quand|combien|qui )")
COST_WORDS = re.compile(r"\b(cout|coute|budget|montant|devis|estime|estimation|pour|euros ht)\b")


LARGEST_COST = Decimal(10**11)  # euros; no local project comes near


def _is_possible(amount: Amount) -> bool:
    return 0 < amount.value <= LARGEST_COST


def _cost(text: str, normalised: str) -> Amount | None:
    """The cost that a message gives: the largest amount said to exclude tax, else one that a word announces."""
    amounts = [amount for amount in read_amounts(text) if amount.excl_tax is not False and _is_possible(amount)]
    certain = [amount for amount in amounts if amount.excl_tax]
    announced = amounts if COST_WORDS.search(normalised) else []
    return max(certain or announced, key=lambda amount: amount.value, default=None)


def _doubt(amounts: Sequence[Amount]) -> CostDoubt | None:
    if any(not _is_possible(amount) for amount in amounts):
        return CostDoubt.IMPOSSIBLE
    return CostDoubt.WITH_TAX if any(amount.excl_tax is False for amount in amounts) else None


class _FactReader:
    """Adds to the known facts what one more message says."""

    def __init__(self, themes: ThemeBook, territories: Territories) -> None:
        self.themes = themes
        self._territories = territories

    def update(self, facts: ProjectFacts, text: str) -> tuple[ProjectFacts, frozenset[str]]:
        normalised = normalise(text)
        describes = any(f" {verb}" in f" {normalised}" for verb in PROJECT_VERBS) and not _only_asks(text)
        theme = facts.theme or self.themes.recognise(normalised)
        cost = _cost(text, normalised) if describes or facts.is_described else None
        population = read_population(text)
        said: dict[str, object] = {
            "theme": theme,
            "beneficiary": read_beneficiary(text),
            "territory": self._territory(text),
            "population": int(population.value) if population else None,
            "cost_excl_tax": cost.value if cost else None,
            "is_tax_unsaid": cost.excl_tax is None if cost else None,
        }
        if theme and theme.activity:
            inputs = read_inputs(theme.activity, text, known=facts.inputs)
            said["inputs"] = {**facts.inputs, **inputs} if inputs else None
        if theme and describes and not facts.description:
            said["description"] = text
        changed = {name: value for name, value in said.items() if value is not None and value != getattr(facts, name)}
        return facts.model_copy(update=changed), frozenset(changed)

    def _territory(self, text: str) -> Territory | None:
        mentions = self._territories.find_in(text)
        return mentions[-1].territory if mentions else None

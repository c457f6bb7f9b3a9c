"""Read a short answer to the questions that are still open."""

import re
from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum

from assistant.agent.planner.alternatives import bare_years
from assistant.agent.planner.cues import load_cues, says, without_fillers
from assistant.agent.planner.facts import ProjectFacts
from assistant.agent.planner.inputs import answer_choice, answer_number
from assistant.agent.planner.intents import read_intents
from assistant.agent.planner.likeness import Purpose, is_like
from assistant.agent.planner.money import is_near
from assistant.agent.planner.places import territory_of
from assistant.agent.planner.questions import Question
from assistant.agent.planner.slots import FilledInput, slots_of
from assistant.domain import Frozen
from assistant.language import content_stems, normalise, read_numbers
from assistant.language.quantities import SMALLEST_BARE_AMOUNT
from assistant.territories import Territories

DIGITS = re.compile(r"\d[\d ]*")
LONGEST_UNKNOWN = 16  # words
LONGEST_SAID = 12  # words of a message that says somewhere that its writer does not know
A_FEW = 3  # words
NOISE, NOISE_OF_A_FEW = 0.8, 0.5  # probability from which a message is taken for noise
ANSWERS = frozenset(Purpose) - {Purpose.CHOICE, Purpose.UNKNOWN, Purpose.UNCLEAR}  # to a proposal
LONGEST = 4  # words of a short answer, fillers apart


class Reply(StrEnum):
    """What a whole message says, when it says nothing else."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Filled(Frozen):
    """A fact that a short answer gives: its field, and its value as the facts hold it."""

    field: str
    value: object


def read_reply(normalised: str) -> Reply | None:
    """Whether a normalised message is but a yes, a no or an «I do not know»."""
    replies = load_cues().replies
    known = {Reply.YES: replies.yes, Reply.NO: replies.no}
    is_short = len(normalised.split()) <= LONGEST_UNKNOWN and not any(map(str.isdigit, normalised))
    if is_short and normalised.startswith(replies.unknown):
        return Reply.UNKNOWN
    return next((reply for reply, words in known.items() if normalised in words), None)


def nearest_question(text: str, pending: Sequence[Question]) -> Question:
    """The open question that shares most words with an answer («on ne connaît pas le prix»), else the first."""
    said = set(content_stems(text))
    return max(pending, key=lambda question: len(said & set(content_stems(question.text))))


def is_bare(text: str) -> bool:
    """Whether a message is but a number, or nothing once the words that carry nothing are gone."""
    left = without_fillers(normalise(text))
    return not left or DIGITS.fullmatch(left) is not None


def bare_number(text: str) -> Decimal | None:
    """The number that a message is made of, without unit nor noun; None when it says more."""
    numbers = read_numbers(text)
    if len(numbers) != 1 or numbers[0].unit or numbers[0].key or not is_bare(text):
        return None
    return numbers[0].value


def answer_pending(
    text: str, pending: Sequence[Question], facts: ProjectFacts, territories: Territories
) -> Filled | None:
    """The first open question that a short answer fits, with its value; None when it fits none."""
    words = without_fillers(normalise(text))
    if len(words.split()) > LONGEST:
        return None
    number = bare_number(text)
    for question in pending:
        value = _fit(question.field, text, words, number, facts, territories)
        if value is not None:
            return Filled(field=question.field, value=value)
    return None


def _fit(
    field: str, text: str, words: str, number: Decimal | None, facts: ProjectFacts, territories: Territories
) -> object | None:
    if field == "territory":
        return territory_of(words, territories, facts.homonyms) if words else None
    if field == "cost":
        return number if number is not None and number >= SMALLEST_BARE_AMOUNT else None
    if field == "horizon":
        return bare_years(text)
    activity = facts.theme.activity if facts.theme else None
    if activity is None or field in {"beneficiary", "tax"}:
        return None
    if number is not None:
        return answer_number(activity, field, number)
    return None if any(character.isdigit() for character in words) else answer_choice(activity, field, text)


def refusal(field: str, facts: ProjectFacts) -> FilledInput | None:
    """What «non» means for the question about an input; None when it means nothing."""
    activity = facts.theme.activity if facts.theme else None
    slot = next((slot for slot in slots_of(activity) if slot.field == field), None) if activity else None
    return FilledInput(value=slot.no, words="non") if slot and slot.no else None


def correct_number(value: Decimal, facts: ProjectFacts, spoken: Sequence[str]) -> Filled | None:
    """The value that a bare corrected number replaces: the last one said of its size, a count before a measure.

    None when nothing said is of its size.
    """
    said = {field: _number_of(field, facts) for field in reversed(spoken)}
    near = [field for field, old in said.items() if old and is_near(value, old)]
    fitting = [field for field in near if _replaced(field, value, facts) is not None]
    counts = [field for field in fitting if field in facts.inputs and " " not in facts.inputs[field].value]
    field = next(iter(counts or fitting), None)
    return Filled(field=field, value=_replaced(field, value, facts)) if field else None


def _number_of(field: str, facts: ProjectFacts) -> Decimal | None:
    if field in {"cost", "population"}:
        return facts.cost_excl_tax if field == "cost" else Decimal(facts.population or 0)
    filled = facts.inputs.get(field)
    numbers = read_numbers(filled.value) if filled else ()
    return numbers[0].value if numbers else None


def _replaced(field: str, value: Decimal, facts: ProjectFacts) -> object | None:
    if field == "cost":
        return value
    if field == "population":
        return int(value) if value % 1 == 0 else None
    activity = facts.theme.activity if facts.theme else None
    return answer_number(activity, field, value) if activity else None


def is_noise(text: str) -> bool:
    """Whether a message means nothing; a few words are sooner taken for it."""
    least = NOISE_OF_A_FEW if len(text.split()) <= A_FEW else NOISE
    return not read_intents(normalise(text)) and is_like(text, Purpose.UNCLEAR, least=least)


def cannot_tell(text: str) -> bool:
    """Whether a message says that its writer does not know what was asked."""
    if any(map(str.isdigit, text)):
        return False
    says_so = says(load_cues().replies.unknown, normalise(text)) and len(text.split()) <= LONGEST_SAID
    return says_so or is_like(text, Purpose.UNKNOWN)


def accepts_proposal(text: str) -> bool | None:
    """Whether a message accepts what was proposed; None when it says neither yes nor no."""
    replies, normalised = load_cues().replies, normalise(text)
    if normalised in replies.yes or is_like(text, Purpose.AGREED, ANSWERS):
        return True
    return False if normalised in replies.no or is_like(text, Purpose.KEPT, ANSWERS) else None

"""Score what a conversation did against what was expected, and the intervals of the means."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from assistant.language import normalise
from evals.dialogues.calls import compared, match_calls
from evals.dialogues.dataset import ExpectedDialogue, ExpectedTurn
from evals.dialogues.playing import SeenTurn
from evals.dialogues.values import flat, same_value

MEASURES = {"intent": 0.97, "tools": 0.95, "fields": 0.95, "questions": None, "order": None, "verified": 1.0}
MOST_ASKED = 3
RESAMPLES = 2000
SEED = 20261130


class Failure(NamedTuple):
    """What went wrong in a turn."""

    dialogue: str
    turn: int
    measure: str
    says: str
    detail: str


class Score(NamedTuple):
    """How many were right of how many, by measure, and what was not."""

    right: dict[str, int]
    total: dict[str, int]
    failures: tuple[Failure, ...]


def score(dialogue: ExpectedDialogue, seen: Sequence[SeenTurn]) -> Score:
    """The score of one conversation."""
    right, total = dict.fromkeys(MEASURES, 0), dict.fromkeys(MEASURES, 0)
    failures = []
    for number, (expected, found) in enumerate(zip(dialogue.turns, seen, strict=True), start=1):
        for measure, detail in _marks(expected, found):
            total[measure] += 1
            right[measure] += not detail
            if detail:
                failures.append(Failure(dialogue.id, number, measure, expected.says, detail))
    return Score(right, total, tuple(failures))


def _marks(expected: ExpectedTurn, found: SeenTurn) -> Iterator[tuple[str, str]]:
    """Each thing that is scored, with what is wrong of it, empty when it is right."""
    intents = expected.intents == found.intents
    yield "intent", "" if intents else f"{sorted(found.intents)} au lieu de {sorted(expected.intents)}"
    yield from (("tools", detail) for detail in _tools(expected, found))
    yield from (("fields", detail) for detail in _fields(expected, found))
    yield "questions", _questions(expected, found)
    yield "verified", ", ".join(found.unverified)
    if expected.in_order:
        places, missing, _ = match_calls(expected, found.tools)
        yield "order", "" if places == sorted(places) and not missing else str([call.name for call in found.tools])


def _tools(expected: ExpectedTurn, found: SeenTurn) -> Iterator[str]:
    places, missing, extra = match_calls(expected, found.tools)
    yield from ("" for _ in places)
    yield from (f"manque {one.name} {flat(one.arguments)} {' '.join(one.about)}" for one in missing)
    yield from (f"en trop {one.name} {compared(one)} « {one.arguments.get('query', '')} »" for one in extra)


def _fields(expected: ExpectedTurn, found: SeenTurn) -> Iterator[str]:
    wanted, seen = flat(expected.facts), found.facts
    for name in sorted({*wanted, *seen} - expected.free):
        is_right = name in wanted and name in seen and _same(name, wanted[name], seen[name])
        yield "" if is_right else f"{name} = {seen.get(name, '∅')} au lieu de {wanted.get(name, '∅')}"


def _same(name: str, wanted: str, seen: str) -> bool:
    return normalise(wanted) in normalise(seen) if name == "schedule" else same_value(wanted, seen)


def _questions(expected: ExpectedTurn, found: SeenTurn) -> str:
    missing = {*expected.asks} - found.asks
    known = {name for name in found.asks if name in found.facts or f"inputs.{name}" in found.facts}
    too_many = len(found.asks) > MOST_ASKED
    told = [f"ne demande pas {sorted(missing)}" if missing else "", f"redemande {sorted(known)}" if known else ""]
    return ", ".join(filter(None, [*told, f"{len(found.asks)} questions" if too_many else ""]))


def interval(scores: Iterable[Score], measure: str) -> tuple[float, float, float]:
    """A share of right ones with its 95 % bootstrap interval; conversations are drawn, as their turns depend."""
    counted = [(one.right[measure], one.total[measure]) for one in scores if one.total[measure]]
    right, total = (np.array(column, dtype=float) for column in zip(*counted, strict=True))
    draws = np.random.default_rng(SEED).integers(len(counted), size=(RESAMPLES, len(counted)))
    shares = right[draws].sum(axis=1) / total[draws].sum(axis=1)
    low, high = np.quantile(shares, [0.025, 0.975])
    return float(right.sum() / total.sum()), float(low), float(high)

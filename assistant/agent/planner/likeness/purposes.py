"""How likely each purpose of a message is, by a linear model over its pieces."""

import json
from collections import Counter
from collections.abc import Collection
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import as_file, files
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.agent.planner.likeness.features import features

WEIGHTS = "weights.npz"
SURE = 0.6  # from which nine messages of ten are for the purpose that they are most like


class Purpose(StrEnum):
    """What a message is for; each has its file of ``examples``."""

    AGREED = "agreed"
    AID = "aid"
    CHOICE = "choice"
    COMPARABLES = "comparables"
    COURTESY = "courtesy"
    ELIGIBILITY = "eligibility"
    FOOTPRINT = "footprint"
    FUNDING = "funding"
    GREEN_BUDGET = "green_budget"
    HELP = "help"
    KEPT = "kept"
    OBLIGATIONS = "obligations"
    OFF_TOPIC = "off_topic"
    PROJECT = "project"
    PROPOSAL = "proposal"
    QUESTION = "question"
    READ_SHEET = "read_sheet"
    RECAP = "recap"
    SCENARIOS = "scenarios"
    SHARE = "share"
    SHEET = "sheet"
    STEPS = "steps"
    THANKS = "thanks"
    UNCLEAR = "unclear"
    UNKNOWN = "unknown"


PURPOSES = tuple(Purpose)


class Likeness(NamedTuple):
    """A purpose and its probability among those that were possible."""

    purpose: Purpose
    probability: float


class _Model(NamedTuple):
    places: dict[str, int]  # of a piece among the rows of the weights
    rarity: NDArray[np.float32]  # (pieces,)
    weights: NDArray[np.float32]  # (pieces, purposes)
    bias: NDArray[np.float32]  # (purposes,)


def likeliest(text: str, possible: Collection[Purpose] = PURPOSES) -> Likeness:
    """The likeliest of the purposes that a message may have."""
    scores = _scores(text)
    open_to = [place for place, purpose in enumerate(PURPOSES) if purpose in possible]
    exponents = np.exp(scores[open_to] - scores[open_to].max())
    best = int(exponents.argmax())
    return Likeness(PURPOSES[open_to[best]], float(exponents[best] / exponents.sum()))


def is_like(text: str, purpose: Purpose, possible: Collection[Purpose] = PURPOSES, *, least: float = SURE) -> bool:
    """Whether a message is surely for a purpose, among those that it may have."""
    found = likeliest(text, possible)
    return found.purpose is purpose and found.probability >= least


@lru_cache(maxsize=512)  # a conversation is read again at each of its turns
def _scores(text: str) -> NDArray[np.float32]:
    model = _load()
    counted = Counter(place for piece in features(text) if (place := model.places.get(piece)) is not None)
    rows, counts = np.array(list(counted), dtype=np.intp), np.array(list(counted.values()), dtype=np.float32)
    values = weighed(counts, model.rarity[rows])
    return np.asarray(values @ model.weights[rows] + model.bias, dtype=np.float32)


def weighed(counts: NDArray[np.float32], rarity: NDArray[np.float32]) -> NDArray[np.float32]:
    """What the pieces of a message weigh, as a vector of length 1: rare ones more, repeated ones little more."""
    values = (1 + np.log(counts)) * rarity
    length = np.linalg.norm(values)
    return np.asarray(values / length if length else values, dtype=np.float32)


@cache
def _load() -> _Model:
    with as_file(files("assistant.agent.planner.likeness") / WEIGHTS) as path, np.load(path) as stored:
        pieces = json.loads(bytes(stored["pieces"]))
        return _Model(
            places={piece: place for place, piece in enumerate(pieces)},
            rarity=stored["rarity"].astype(np.float32),
            weights=stored["weights"].astype(np.float32),
            bias=stored["bias"],
        )

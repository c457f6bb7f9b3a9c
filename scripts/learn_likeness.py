"""Learn from the example sentences what each purpose of a message is like, and write the weights that ship.

Run: ``python -m scripts.learn_likeness`` after changing ``assistant/agent/planner/likeness/examples``. A multinomial
logistic regression over tf-idf weights; ``--check`` tells its accuracy by five-fold cross-validation, and writes
nothing.
"""

import argparse
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from assistant.agent.planner.likeness.features import features
from assistant.agent.planner.likeness.purposes import PURPOSES, WEIGHTS, weighed

FOLDER = Path(__file__).parents[1] / "assistant" / "agent" / "planner" / "likeness"
EXAMPLES = FOLDER / "examples"
LEAST = 2  # sentences that have a piece, from which it is weighed
PENALTY = 1 / 20
FOLDS = 5


def main() -> None:
    """Write the weights, or print how well they would do on sentences left out."""
    parser = argparse.ArgumentParser(prog="python -m scripts.learn_likeness", description=main.__doc__)
    parser.add_argument("--check", action="store_true", help="print the accuracy by cross-validation")
    sentences, labels = read_examples()
    counted = [Counter(features(sentence)) for sentence in sentences]
    if parser.parse_args().check:
        sys.stdout.write(f"{len(sentences)} sentences, accuracy {_accuracy(counted, labels):.3f}\n")
        return
    pieces, rarity, matrix = _table(counted)
    weights, bias = _learn(matrix, labels)
    np.savez_compressed(
        FOLDER / WEIGHTS,
        pieces=np.frombuffer(json.dumps(pieces, ensure_ascii=False).encode(), dtype=np.uint8),
        rarity=rarity.astype(np.float16),
        weights=weights.astype(np.float16),
        bias=bias.astype(np.float32),
        digest=np.frombuffer(digest_of_examples().encode(), dtype=np.uint8),
    )
    sys.stdout.write(f"{len(sentences)} sentences, {len(pieces)} pieces\n")


def read_examples() -> tuple[list[str], NDArray[np.intp]]:
    """The sentences, and the place of the purpose of each."""
    told = [(line, place) for place, one in enumerate(PURPOSES) for line in _lines(one.value)]
    return [line for line, _ in told], np.array([place for _, place in told])


def digest_of_examples() -> str:
    """What changes when a sentence does."""
    told = "\0".join(f"{one.value}\n" + "\n".join(_lines(one.value)) for one in PURPOSES)
    return hashlib.sha256(told.encode()).hexdigest()


def _lines(purpose: str) -> list[str]:
    return (EXAMPLES / f"{purpose}.txt").read_text(encoding="utf-8").splitlines()


def _table(counted: Sequence[Counter[str]]) -> tuple[list[str], NDArray[np.float32], csr_matrix]:
    """The pieces that are weighed, the rarity of each, and the sentences as rows."""
    having = Counter(piece for one in counted for piece in one)
    pieces = sorted(piece for piece, count in having.items() if count >= LEAST)
    rarity = np.array([np.log((1 + len(counted)) / (1 + having[piece])) + 1 for piece in pieces], dtype=np.float32)
    return pieces, rarity, _rows(counted, {piece: place for place, piece in enumerate(pieces)}, rarity)


def _rows(counted: Sequence[Counter[str]], places: dict[str, int], rarity: NDArray[np.float32]) -> csr_matrix:
    indices, values, ends = [], [], [0]
    for one in counted:
        known = [(places[piece], count) for piece, count in sorted(one.items()) if piece in places]
        found = np.array([place for place, _ in known], dtype=np.intp)
        indices.append(found)
        values.append(weighed(np.array([count for _, count in known], dtype=np.float32), rarity[found]))
        ends.append(ends[-1] + len(known))
    return csr_matrix((np.concatenate(values), np.concatenate(indices), ends), shape=(len(counted), len(places)))


def _learn(matrix: csr_matrix, labels: NDArray[np.intp]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The weights (pieces, purposes) and the bias that make the labels likeliest, large weights being penalised."""
    pieces, purposes = matrix.shape[1], len(PURPOSES)
    wanted = np.eye(purposes)[labels]

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        table = flat.reshape(pieces + 1, purposes)
        scores = matrix @ table[:-1] + table[-1]
        scores -= scores.max(axis=1, keepdims=True)
        logs = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
        gap = np.exp(logs) - wanted
        slope = np.vstack([matrix.T @ gap + PENALTY * table[:-1], gap.sum(axis=0)])
        return float(-(logs * wanted).sum() + PENALTY / 2 * (table[:-1] ** 2).sum()), slope.ravel()

    found = minimize(loss, np.zeros((pieces + 1) * purposes), jac=True, method="L-BFGS-B", options={"maxiter": 200})
    table = found.x.reshape(pieces + 1, purposes)
    return table[:-1], table[-1]


def _accuracy(counted: Sequence[Counter[str]], labels: NDArray[np.intp]) -> float:
    right = 0
    for fold in range(FOLDS):
        held = np.arange(len(counted)) % FOLDS == fold
        known = [one for one, is_held in zip(counted, held, strict=True) if not is_held]
        asked = [one for one, is_held in zip(counted, held, strict=True) if is_held]
        pieces, rarity, matrix = _table(known)
        weights, bias = _learn(matrix, labels[~held])
        rows = _rows(asked, {piece: place for place, piece in enumerate(pieces)}, rarity)
        right += int(((rows @ weights + bias).argmax(axis=1) == labels[held]).sum())
    return right / len(counted)


if __name__ == "__main__":
    main()

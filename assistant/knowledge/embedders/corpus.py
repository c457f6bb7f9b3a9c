"""The default embedder: learnt at ingestion from the indexed corpus itself, deterministic, without any model file.

Word vectors are a truncated SVD of the positive pointwise mutual information of words that stand near each other
(Levy and Goldberg, 2014, «Neural word embedding as implicit matrix factorization»); a text is their average weighted by
smooth inverse frequency, without its common component (Arora et al., 2017, «A simple but tough-to-beat baseline»).
"""

from array import array
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from assistant.knowledge.embedders.base import Vectors, unit_length
from assistant.language import content_stems

DIMENSION = 200
WINDOW = 8
MIN_COUNT = 2
MAX_VOCABULARY = 40_000
CONTEXT_SMOOTHING = 0.75
SIF_WEIGHT = 1e-3
MIN_VOCABULARY = 8  # under it there is nothing to learn
SAMPLE = 20_000  # passages from which the common component is estimated
CHUNK = 1_000_000  # words whose neighbours are counted at once: memory does not grow with the corpus
GAP, DROPPED = -1, -2
OVERSAMPLING, POWER_ITERATIONS = 20, 3

Ids = NDArray[np.int32]


class CorpusEmbedder:
    """Word vectors of a corpus, the weight of each word, and the direction common to all its passages."""

    def __init__(self, vocabulary: Sequence[str], vectors: Vectors, weights: Vectors, common: Vectors) -> None:
        self._ids = {stem: index for index, stem in enumerate(vocabulary)}
        self._vectors = vectors
        self._weights = weights
        self._common = common

    @classmethod
    def train(cls, texts: Iterable[str]) -> "CorpusEmbedder":
        """Learn from the texts of a corpus; the same texts in the same order give the same vectors."""
        stream, stems = _read(texts)
        counts = np.bincount(stream[stream >= 0], minlength=len(stems))
        frequent = sorted(np.flatnonzero(counts >= MIN_COUNT), key=lambda index: (-counts[index], stems[index]))
        kept = np.array(frequent[:MAX_VOCABULARY], dtype=np.int64)
        vocabulary = [stems[index] for index in kept]
        if len(vocabulary) < MIN_VOCABULARY:
            empty = np.zeros((len(vocabulary), 1), dtype=np.float32)
            return cls(vocabulary, empty, empty[:, 0], np.zeros(1, dtype=np.float32))
        known = _renumbered(stream, kept, len(stems))
        shares = counts[kept] / counts[kept].sum()
        weights = (SIF_WEIGHT / (SIF_WEIGHT + shares)).astype(np.float32)
        embedder = cls(vocabulary, _factorise(_ppmi(known, len(kept))), weights, np.zeros(1, dtype=np.float32))
        documents = _documents(known)
        embedder._common = _common_direction(embedder._pool(documents[:: len(documents) // SAMPLE + 1]))
        return embedder

    @classmethod
    def load(cls, folder: Path) -> "CorpusEmbedder":
        """The embedder saved in a folder."""
        arrays = np.load(folder / "vectors.npz")
        vocabulary = (folder / "vocabulary.txt").read_text(encoding="utf-8").split("\n")
        return cls(vocabulary if vocabulary != [""] else [], arrays["vectors"], arrays["weights"], arrays["common"])

    def save(self, folder: Path) -> None:
        """Write the vocabulary and the arrays."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "vocabulary.txt").write_text("\n".join(self._ids), encoding="utf-8")
        np.savez(folder / "vectors.npz", vectors=self._vectors, weights=self._weights, common=self._common)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages, shape (number of texts, dimension)."""
        return unit_length(self._without_common(self._pool([self._known(_stems(text)) for text in texts])))

    def embed_query(self, text: str) -> Vectors:
        """Vector of a query, shape (dimension,)."""
        known = self._known(_stems(text))
        if not len(known):
            return np.zeros(self._vectors.shape[1], dtype=np.float32)
        pooled = (self._weights[known] @ self._vectors[known] / len(known)).astype(np.float32)
        vector: Vectors = unit_length(self._without_common(pooled[np.newaxis]))[0]
        return vector

    def _known(self, stems: Sequence[str]) -> Ids:
        return np.array([self._ids[stem] for stem in stems if stem in self._ids], dtype=np.int32)

    def _without_common(self, pooled: Vectors) -> Vectors:
        return pooled - np.outer(pooled @ self._common, self._common) if self._common.any() else pooled

    def _pool(self, documents: Sequence[Ids]) -> Vectors:
        lengths = np.array([len(document) for document in documents])
        columns = np.concatenate([*documents, np.zeros(0, dtype=np.int32)])
        rows = np.repeat(np.arange(len(documents)), lengths)
        shape = (len(documents), len(self._weights))
        shares = np.repeat(1.0 / np.maximum(lengths, 1), lengths)
        matrix = sparse.csr_matrix((self._weights[columns] * shares, (rows, columns)), shape=shape)
        return np.asarray(matrix @ self._vectors, dtype=np.float32)


def _stems(text: str) -> tuple[str, ...]:
    return content_stems.__wrapped__(text)


def _read(texts: Iterable[str]) -> tuple[Ids, list[str]]:
    """The words of texts as one stream of numbers, texts apart by a gap as wide as the window; and the words."""
    numbers: dict[str, int] = {}
    stream = array("i")
    gap = array("i", [GAP] * WINDOW)
    for text in texts:
        stream.extend(numbers.setdefault(stem, len(numbers)) for stem in _stems(text))
        stream.extend(gap)
    return np.frombuffer(stream, dtype=np.int32), list(numbers)


def _renumbered(stream: Ids, kept: NDArray[np.int64], size: int) -> Ids:
    """The stream with the kept words only, numbered by their place."""
    places = np.full(size + 1, DROPPED, dtype=np.int32)  # the last place is that of the gap, number -1
    places[kept] = np.arange(len(kept), dtype=np.int32)
    places[-1] = GAP
    known = places[stream]
    renumbered: Ids = known[known != DROPPED]
    return renumbered


def _documents(stream: Ids) -> list[Ids]:
    ends = np.flatnonzero(stream == GAP)[WINDOW - 1 :: WINDOW] + 1
    return [part[:-WINDOW] for part in np.split(stream, ends)[:-1]]


def _ppmi(stream: Ids, size: int) -> sparse.csr_matrix:
    """Positive pointwise mutual information of neighbours, nearer ones counting more."""
    pairs = sparse.csr_matrix((size, size), dtype=np.float64)
    for start in range(0, len(stream), CHUNK):
        pairs = pairs + _neighbours(stream[start : start + CHUNK], size)
    counts = (pairs + pairs.T).tocoo()
    totals = np.asarray(counts.sum(axis=1)).ravel()
    contexts = totals**CONTEXT_SMOOTHING
    ratio = counts.data * contexts.sum() / (totals[counts.row] * contexts[counts.col])
    information = np.log(np.maximum(ratio, 1.0))
    return sparse.csr_matrix((information, (counts.row, counts.col)), shape=(size, size))


def _neighbours(stream: Ids, size: int) -> sparse.csr_matrix:
    """How often each word stands before each other one, within the window, divided by their distance."""
    pairs = sparse.csr_matrix((size, size), dtype=np.float64)
    for distance in range(1, min(WINDOW, len(stream) - 1) + 1):
        first, second = stream[:-distance], stream[distance:]
        both = (first >= 0) & (second >= 0)
        shares = np.full(int(both.sum()), 1.0 / distance)
        pairs = pairs + sparse.csr_matrix((shares, (first[both], second[both])), shape=(size, size))
    return pairs


def _factorise(matrix: sparse.csr_matrix) -> Vectors:
    """Left singular vectors scaled by the root of their singular values, signs fixed; shape (size, dimension).

    By randomised subspace iteration (Halko, Martinsson and Tropp, 2011): a fifth of the time of Lanczos here.
    """
    from scipy.linalg import lu

    rank = min(DIMENSION, matrix.shape[0] - 1)
    drawn = np.random.default_rng(0).standard_normal((matrix.shape[0], min(rank + OVERSAMPLING, matrix.shape[0])))
    narrow = matrix.astype(np.float32)
    basis = narrow @ drawn.astype(np.float32)
    for _ in range(POWER_ITERATIONS):
        basis = narrow @ (narrow.T @ lu(basis, permute_l=True, check_finite=False)[0])
    basis = np.linalg.qr(basis)[0]
    projected = narrow.T @ basis
    squares, small = np.linalg.eigh(projected.T @ projected)  # of the small matrix, in rising order
    left = basis @ small[:, ::-1][:, :rank]
    signs = np.sign(left[np.abs(left).argmax(axis=0), np.arange(rank)])
    return np.asarray(left * signs * np.maximum(squares[::-1][:rank], 0) ** 0.25, dtype=np.float32)


def _common_direction(pooled: Vectors) -> Vectors:
    values, vectors = np.linalg.eigh(pooled.T.astype(np.float64) @ pooled)
    return np.asarray(vectors[:, values.argmax()], dtype=np.float32)

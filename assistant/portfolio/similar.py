"""Projects like another one, here or in the files that other authorities share, and why."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from assistant.domain import Frozen
from assistant.domain.portfolio import ProjectRow
from assistant.language import content_stems, fold
from assistant.language.text import stem_words, written_words

LEAST_ALIKE = 0.15
MOST = 5
WORDS_TOLD = 4


class SimilarProject(Frozen):
    """A project alike: ``likeness`` from 0 to 1 (cosine of the rare words), ``shared`` the words that make it so."""

    row: ProjectRow
    likeness: float
    shared: tuple[str, ...]
    may_coordinate: bool


def similar_to(row: ProjectRow, others: Iterable[ProjectRow], *, most: int = MOST) -> tuple[SimilarProject, ...]:
    """The projects most like one, the nearest first; two of neighbouring phases, neither finished, may coordinate."""
    candidates = [other for other in others if other.project_id != row.project_id]
    rarity = _rarity([row, *candidates])
    mine = _weights(row, rarity)
    found = []
    for other in candidates:
        theirs = _weights(other, rarity)
        likeness = sum(weight * theirs.get(stem, 0.0) for stem, weight in mine.items())
        if likeness >= LEAST_ALIKE:
            shared = sorted(mine.keys() & theirs.keys(), key=lambda stem: -mine[stem] * theirs[stem])
            found.append(
                SimilarProject(
                    row=other,
                    likeness=round(likeness, 3),
                    shared=tuple(_spelled(row, shared[:WORDS_TOLD])),
                    may_coordinate=_are_both_ahead(row, other),
                )
            )
    return tuple(sorted(found, key=lambda one: (-one.likeness, one.row.project_id))[:most])


def _are_both_ahead(one: ProjectRow, other: ProjectRow) -> bool:
    """Whether neither has begun its works: studies and purchases can still be joined."""
    ahead = {"idée", "étude", "décision"}
    return {one.phase.value, other.phase.value} <= ahead


def _rarity(rows: Sequence[ProjectRow]) -> Mapping[str, float]:
    seen = Counter(stem for row in rows for stem in set(content_stems(row.words)))
    return {stem: math.log(1 + len(rows) / count) for stem, count in seen.items()}


def _weights(row: ProjectRow, rarity: Mapping[str, float]) -> dict[str, float]:
    counted = Counter(content_stems(row.words))
    weights = {stem: (1 + math.log(count)) * rarity[stem] for stem, count in counted.items() if not stem.isdigit()}
    norm = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {stem: weight / norm for stem, weight in weights.items()}


def _spelled(row: ProjectRow, stems: Sequence[str]) -> Iterable[str]:
    """The words of a row that have these stems, as they are written there; one that begins a sentence, as elsewhere."""
    words = sorted(written_words(row.words), key=lambda word: not word.islower())
    spelled = dict(zip(reversed(stem_words(map(fold, words))), reversed(words), strict=True))
    return (spelled[stem] for stem in stems if stem in spelled)

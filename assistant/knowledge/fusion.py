"""Fuse rankings: weighted reciprocal rank fusion (Cormack et al., SIGIR 2009)."""

from collections.abc import Mapping

RANK_CONSTANT = 20


def fuse(rankings: Mapping[str, Mapping[str, int]], weights: Mapping[str, float]) -> list[tuple[str, float]]:
    """Ids with their fused score, best first, ties by id.

    A ranking gives the rank of each id, from 1 and possibly shared; ``weights`` are by ranking name.
    """
    scores: dict[str, float] = {}
    for name, ranking in rankings.items():
        for identity, rank in ranking.items():
            scores[identity] = scores.get(identity, 0.0) + weights[name] / (RANK_CONSTANT + rank)
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))

"""Fuse the scores of several rankings: each is brought to the share of its best, then summed with its weight.

On the judged sets a sum of scores orders better than a sum of reciprocal ranks, which forgets by how much the first
beats the second (``docs/retrieval.md``).
"""

from collections.abc import Mapping

Scores = Mapping[str, float]


def fuse(rankings: Mapping[str, Scores], weights: Mapping[str, float]) -> list[tuple[str, float]]:
    """Ids with their fused score, best first, ties by id; ``weights`` are by ranking name."""
    totals: dict[str, float] = {}
    for name, scores in rankings.items():
        best = max(scores.values(), default=0.0)
        for identity, score in scores.items():
            share = score / best if best > 0 else 0.0
            totals[identity] = totals.get(identity, 0.0) + weights[name] * share
    return sorted(totals.items(), key=lambda item: (-item[1], item[0]))

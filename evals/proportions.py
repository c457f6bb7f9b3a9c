"""Shares of a set with their 95 % interval, and the table that shows them."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from scipy.stats import binomtest


class Proportion(NamedTuple):
    """``hits`` cases out of ``total``."""

    hits: int
    total: int

    @property
    def share(self) -> float:
        """From 0 to 1; 0 when there is no case."""
        return self.hits / self.total if self.total else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """The Wilson interval at 95 %: it holds near 0 and 1, where most of ours are."""
        if not self.total:
            return 0.0, 1.0
        found = binomtest(self.hits, self.total).proportion_ci(method="wilson")
        return float(found.low), float(found.high)


def table_of(title: str, rows: Iterable[tuple[str, Proportion]]) -> Iterator[str]:
    """A Markdown table of shares: count, total, percentage, interval."""
    yield f"\n### {title}\n\n| measure | count | share | 95 % interval |\n|---|---|---|---|"
    for name, one in rows:
        low, high = one.interval
        yield f"| {name} | {one.hits} / {one.total} | {one.share:.1%} | {low:.1%} to {high:.1%} |"
    yield ""

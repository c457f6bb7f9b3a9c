"""How much of what a query asks a text speaks of: an absolute measure, where a search score only orders its results."""

import math
from collections.abc import Callable, Collection

from assistant.language import content_stems

LONG_QUERY = 3  # content words, from which one word in common proves nothing


class Relevance:
    """Measures texts against one query; ``ignored`` are words that do not tell what the query is about."""

    def __init__(self, query: str, rarity: Callable[[str], float], ignored: Collection[str] = ()) -> None:
        wanted = {stem for stem in content_stems(query) if not stem.isdigit()} - set(ignored)
        self._weights = {stem: rarity(stem) for stem in sorted(wanted)}

    def of(self, text: str) -> float:
        """The share of the query's words found in a text, from 0 to 1, rare words weighing more.

        A text that shares a single word with a longer query is worth 0; any text is worth 1 for a query without words.
        """
        total = math.fsum(self._weights.values())
        if not total:
            return 1.0
        shared = self._weights.keys() & set(content_stems(text))
        if len(shared) < 2 and len(self._weights) >= LONG_QUERY:
            return 0.0
        return round(math.fsum(self._weights[stem] for stem in shared) / total, 4)

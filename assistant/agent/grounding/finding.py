"""What a check of a line finds: words that no proof supports, and where they stand."""

from typing import NamedTuple


class Finding(NamedTuple):
    """Words of a line, ``line[start:end]``, that no proof supports, and why, in French."""

    start: int
    end: int
    text: str
    reason: str

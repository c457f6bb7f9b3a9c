"""Place a passage on the characters of its page, where the parser has joined cut words and moved columns and tables."""

from collections.abc import Iterator
from itertools import islice

SEED = 12  # characters in a row that place a piece of text anywhere on a page
NEAR_SEED = 4  # enough just after the piece before
NEAR = 12
MOST = 100  # occurrences compared: a page of one repeated character must not take minutes


def align(wanted: str, page: str) -> list[int | None]:
    """For each character of a text, its index in a page, None for those that are not found there.

    Pieces are taken from left to right, the longest that the page holds each time; among equals, the one that follows
    the piece before. Greedy string tiling (Wise, 1993) in one pass.
    """
    found: list[int | None] = [None] * len(wanted)
    position, cursor = 0, 0
    while position < len(wanted):
        piece = _longest(wanted, position, page, cursor)
        if piece is None:
            position += 1
            continue
        start, length = piece
        found[position : position + length] = range(start, start + length)
        position, cursor = position + length, start + length
    return found


def _longest(wanted: str, position: int, page: str, cursor: int) -> tuple[int, int] | None:
    seed = wanted[position : position + SEED]
    starts = list(islice(_occurrences(seed, page), MOST)) if len(seed) == min(SEED, len(wanted)) else []
    near = wanted[position : position + NEAR_SEED]
    if not starts and cursor and len(near) == NEAR_SEED:
        start = page.find(near, cursor, cursor + NEAR)
        starts = [start] if start >= 0 else []
    pieces = [(start, _common(wanted, position, page, start)) for start in starts]
    return max(pieces, key=lambda piece: (piece[1], piece[0] >= cursor, -abs(piece[0] - cursor)), default=None)


def _occurrences(seed: str, page: str) -> Iterator[int]:
    start = page.find(seed)
    while start >= 0:
        yield start
        start = page.find(seed, start + 1)


def _common(wanted: str, position: int, page: str, start: int) -> int:
    """How many characters two texts have in common from two places."""
    length = 0
    for one, other in zip(wanted[position:], page[start:], strict=False):
        if one != other:
            break
        length += 1
    return length

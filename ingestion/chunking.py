"""Cut a parsed text into passages: along headings and pages, at sentence ends, never in the middle of a word."""

from collections.abc import Iterator

from assistant.domain import Frozen
from assistant.language import sentence_spans
from ingestion.parsers import Block, BlockKind, ParsedText

TARGET_CHARACTERS = 1200
MAX_CHARACTERS = 1800


class Chunk(Frozen):
    """A span of the parsed text that makes one passage: ``parsed.text[start:end]``."""

    start: int
    end: int
    page: int | None
    heading_path: tuple[str, ...]


def chunk(
    parsed: ParsedText, *, target_characters: int = TARGET_CHARACTERS, max_characters: int = MAX_CHARACTERS
) -> tuple[Chunk, ...]:
    """The passages of a text, in order and disjoint; together they hold every block that is not a heading.

    Neighbours under one heading and on one page are merged up to ``target_characters``. A heading travels in the
    heading path; one that heads nothing becomes a passage itself.
    """
    chunks: list[Chunk] = []
    for piece in _pieces(parsed, max_characters):
        last = chunks[-1] if chunks else None
        if last and _mergeable(last, piece, target_characters):
            chunks[-1] = last.model_copy(update={"end": piece.end})
        else:
            chunks.append(piece)
    return tuple(chunks)


def _mergeable(last: Chunk, piece: Chunk, target: int) -> bool:
    same_place = (last.page, last.heading_path) == (piece.page, piece.heading_path)
    return same_place and piece.end - last.start <= target


def _pieces(parsed: ParsedText, max_characters: int) -> Iterator[Chunk]:
    for index, block in enumerate(parsed.blocks):
        if block.kind is BlockKind.HEADING and _heads_something(parsed.blocks, index):
            continue
        for start, end in _split(parsed.text, block.start, block.end, max_characters):
            yield Chunk(start=start, end=end, page=block.page, heading_path=block.heading_path)


def _heads_something(blocks: tuple[Block, ...], index: int) -> bool:
    path = blocks[index].heading_path
    following = blocks[index + 1] if index + 1 < len(blocks) else None
    return following is not None and following.heading_path[: len(path)] == path


def _split(text: str, start: int, end: int, max_characters: int) -> Iterator[tuple[int, int]]:
    """Spans of at most ``max_characters``, cut after a sentence, a line or a space, the latest that fits."""
    while end - start > max_characters:
        cut = _cut(text, start, start + max_characters)
        yield start, len(text[:cut].rstrip()) if text[start:cut].strip() else cut
        start = cut + len(text[cut:end]) - len(text[cut:end].lstrip())
    if start < end:
        yield start, end


def _cut(text: str, start: int, limit: int) -> int:
    window = text[start:limit]
    ends = [start + stop for _, stop in sentence_spans(window)][:-1]
    late = [stop for stop in ends if stop - start >= len(window) // 3]
    if late:
        return late[-1]
    for separator in ("\n", " "):
        position = window.rfind(separator)
        if position > len(window) // 3:
            return start + position + 1
    return limit

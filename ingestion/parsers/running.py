"""What is on a page and no part of the text: running headers and footers, page numbers, the table of contents."""

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from ingestion.parsers.lines import Element, Line

EDGE = 5
NUMBER_EDGE = 2
MIN_REPETITIONS = 3
SAME_PLACE = 12.0
MARGIN_SHARE = 0.15
MIN_CONTENTS = 3
NUMBERS = re.compile(r"\d+")
PAGE_NUMBER = re.compile(r"(?:page|p\.)?\s*[-–—]?\s*(\d{1,4})(?:\s*(?:/|sur|\|)\s*\d{1,4})?\s*[-–—]?", re.IGNORECASE)
LEADER = re.compile(r"(?:\.\s?){4,}\s*(\d{1,4})$|…\s*(\d{1,4})$")
CONTENTS_TITLE = re.compile(r"sommaire|table des matières|contents", re.IGNORECASE)

Place = tuple[int, int]  # page and element, from 0


def drop_running_lines(pages: Sequence[Sequence[Element]]) -> list[list[Element]]:
    """The pages without their running headers, footers, page numbers and lines of contents."""
    running = _running(pages) | _page_numbers(pages)
    kept = [
        [element for rank, element in enumerate(page) if (number, rank) not in running]
        for number, page in enumerate(pages)
    ]
    return [_without_contents(page) for page in kept]


def _running(pages: Sequence[Sequence[Element]]) -> set[Place]:
    """What stands at an edge of many pages, at the same place and with the same words, numbers apart."""
    found: dict[str, list[tuple[Place, float]]] = defaultdict(list)
    low, high = _extent(pages)
    for number, page in enumerate(pages):
        for rank in _edge(page, EDGE):
            bottom = page[rank].bottom
            if min(bottom - low, high - bottom) <= MARGIN_SHARE * (high - low):
                found[_key(page[rank])].append(((number, rank), bottom))
    limit = max(min(MIN_REPETITIONS, len(pages)), len(pages) // 3, 2)
    running: set[Place] = set()
    for places in found.values():
        usual = median(bottom for _, bottom in places)
        here = {place for place, bottom in places if abs(bottom - usual) <= SAME_PLACE}
        if len({number for number, _ in here}) >= limit:
            running |= here
    return running


def _extent(pages: Sequence[Sequence[Element]]) -> tuple[float, float]:
    """The lowest and the highest place of the pages."""
    heights = [element.bottom for page in pages for element in page]
    return min(heights, default=0.0), max(heights, default=0.0)


def _key(element: Element) -> str:
    return NUMBERS.sub("#", element.text).lower()


def _edge(page: Sequence[Element], count: int) -> set[int]:
    """The ranks of the highest and lowest elements of a page."""
    by_height = sorted(range(len(page)), key=lambda rank: page[rank].bottom)
    return {*by_height[:count], *by_height[-count:]}


def _page_numbers(pages: Sequence[Sequence[Element]]) -> set[Place]:
    """The lines at an edge that only tell the number of their page."""
    return {
        (number, rank)
        for number, page in enumerate(pages)
        for rank in _edge(page, NUMBER_EDGE)
        if len(pages) > 1 and (match := PAGE_NUMBER.fullmatch(page[rank].text.strip())) and int(match[1]) == number + 1
    }


def _without_contents(page: list[Element]) -> list[Element]:
    """A page without its table of contents, whose entries end with dots and growing page numbers."""
    entries = [(rank, match) for rank, element in enumerate(page) if (match := LEADER.search(element.text))]
    numbers = [int(match[1] or match[2]) for _, match in entries]
    if len(entries) < MIN_CONTENTS or any(later < earlier for earlier, later in pairwise(numbers)):
        return page
    first, last = entries[0][0], entries[-1][0]
    contents = page[first : last + 1]
    if 3 * len(entries) < len(contents) or not all(isinstance(element, Line) for element in contents):
        return page
    if first and CONTENTS_TITLE.fullmatch(page[first - 1].text.strip()):
        first -= 1
    return page[:first] + page[last + 1 :]

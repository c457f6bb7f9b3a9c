"""Which citations answer for a line of an answer.

A line answers for itself by its own markers. One without any is answered for by the line of markers that follows it, or
by the line just above its list («Trois conditions [p:…] :»).
"""

from collections.abc import Iterator, Sequence

from assistant.agent.evidence import MARKER

LIST_SIGNS = ("- ", "* ", "• ", "|")


def scopes(lines: Sequence[str]) -> Iterator[str]:
    """For each line of a paragraph, the text whose markers may prove it."""
    introduction = ""
    for place, line in enumerate(lines):
        after = lines[place + 1] if place + 1 < len(lines) else ""
        if MARKER.search(line):
            yield line
        elif MARKER.search(after) and not MARKER.sub("", after).strip(" .()"):
            yield after
        else:
            yield introduction if is_item(line) else line
        if not is_item(line):
            introduction = line if MARKER.search(line) else ""


def is_item(line: str) -> bool:
    """Whether a line is an item of a list or a row of a table."""
    start = line.lstrip()
    number = start.split(" ", 1)[0]
    return start.startswith(LIST_SIGNS) or (number[:-1].isdigit() and number[-1:] in {".", ")"})

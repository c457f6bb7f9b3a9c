"""Character recognition of scanned pages by the ``tesseract`` command, when it is installed with French."""

import csv
import io
import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from statistics import median
from typing import Any, NamedTuple

from ingestion.parsers.pdf_page import PageText, Word
from ingestion.parsers.pdf_rules import Rule

DPI = 300
MAX_PIXELS = 6000
SECONDS_PER_PAGE = 40
MIN_CONFIDENCE = 45  # the mean of a line, out of 100
WORD_LEVEL = "5"
FRAMES = " |[]"  # the rules of a table are taken for these
POINTS_PER_INCH = 72
FULL_HEIGHT = 1.4  # of a line, against the letters that tesseract measures
DARK = 140
RULE_PIXELS = 100
RULE_FILL = 0.98


class Drawing(NamedTuple):
    """A page drawn for the recognition: a grey map (PGM), its scale in points a pixel, and its straight lines."""

    image: bytes
    scale: float
    rules: list[Rule]


@cache
def is_installed() -> bool:
    """Whether pages can be recognised here, in French."""
    command = shutil.which("tesseract")
    if not command:
        return False
    told = subprocess.run([command, "--list-langs"], capture_output=True, text=True, check=False)  # noqa: S603
    return "fra" in told.stdout.split()


def recognise(document: Any, indexes: Sequence[int]) -> Iterator[tuple[PageText, list[Rule]]]:
    """The words and rules of pages of a pdfium document, several at once; no line when a page cannot be recognised.

    pdfium may not be used by two threads, so pages are drawn here, a few ahead of the recognition.
    """
    workers = os.cpu_count() or 1
    pending: list[tuple[int, Drawing, Future[str]]] = []
    with ThreadPoolExecutor(workers) as pool:
        try:
            for index in indexes:
                if len(pending) > workers:
                    yield _result(*pending.pop(0))
                drawing = _draw(document, index)
                pending.append((index + 1, drawing, pool.submit(_tesseract, drawing.image)))
            while pending:
                yield _result(*pending.pop(0))
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _draw(document: Any, index: int) -> Drawing:
    """A page as a grey picture, with its long straight lines."""
    page = document[index]
    try:
        scale = min(DPI / POINTS_PER_INCH, MAX_PIXELS / max(page.get_size()))
        pixels = page.render(scale=scale, grayscale=True).to_numpy()
        height, width = pixels.shape[:2]
        grey = pixels.reshape(height, width)
        image = f"P5 {width} {height} 255\n".encode() + grey.tobytes()
        return Drawing(image, 1 / scale, picture_rules(grey, 1 / scale))
    finally:
        page.close()


def _tesseract(image: bytes) -> str:
    command = ["tesseract", "stdin", "stdout", "-l", "fra", "--dpi", str(DPI), "--psm", "3", "tsv"]
    try:
        done = subprocess.run(  # noqa: S603
            command,
            input=image,
            capture_output=True,
            check=False,
            timeout=SECONDS_PER_PAGE,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except (subprocess.TimeoutExpired, OSError):
        return ""
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""


def _result(number: int, drawing: Drawing, future: Future[str]) -> tuple[PageText, list[Rule]]:
    return PageText(number, _lines(future.result(), drawing.scale), quarter_turns=0), drawing.rules


def _lines(table: str, scale: float) -> list[list[Word]]:
    """The words of a table of tesseract, all of one height: recognised sizes are too rough to tell a heading.

    A line is kept or left as a whole, for a sentence that lacks a word is worse than one with a doubtful word.
    """
    rows = [
        row
        for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE)
        if row["level"] == WORD_LEVEL and row["text"].strip(FRAMES)
    ]
    if not rows:
        return []
    lines: dict[tuple[str, str, str], list[dict[str, str]]] = {}
    for row in rows:
        lines.setdefault((row["block_num"], row["par_num"], row["line_num"]), []).append(row)
    height = median(int(row["height"]) for row in rows) * FULL_HEIGHT * scale
    return [
        [_word(row, scale, height, line[0]) for row in line]
        for line in lines.values()
        if sum(float(row["conf"]) for row in line) >= MIN_CONFIDENCE * len(line)
    ]


def _word(row: dict[str, str], scale: float, height: float, first: dict[str, str]) -> Word:
    """A word on the base of the first of its line."""
    left = int(row["left"])
    bottom = -(int(first["top"]) + int(first["height"])) * scale
    return Word(
        row["text"].strip(FRAMES), left * scale, bottom, (left + int(row["width"])) * scale, bottom + height, False
    )


def picture_rules(grey: Any, scale: float) -> list[Rule]:
    """The straight dark lines of a grey picture, an array of rows of pixels, ``scale`` points a pixel."""
    dark = grey < DARK
    across = [Rule(False, -at * scale, start * scale, end * scale) for at, start, end in _runs(dark)]
    down = [Rule(True, at * scale, -end * scale, -start * scale) for at, start, end in _runs(dark.T)]
    return across + down


def _runs(dark: Any) -> Iterator[tuple[int, int, int]]:
    """Where rows of pixels stay dark long enough to be a rule: the row, the first and the last column."""
    import numpy as np

    if dark.shape[1] <= RULE_PIXELS:
        return
    total = np.cumsum(dark, axis=1, dtype=np.int32)
    full = (total[:, RULE_PIXELS:] - total[:, :-RULE_PIXELS]) >= RULE_FILL * RULE_PIXELS
    for row in np.flatnonzero(full.any(axis=1)).tolist():
        steps = np.flatnonzero(np.diff(np.concatenate(([0], full[row].view(np.int8), [0]))))
        for start, end in zip(steps[::2].tolist(), steps[1::2].tolist(), strict=True):
            yield row, start, end + RULE_PIXELS

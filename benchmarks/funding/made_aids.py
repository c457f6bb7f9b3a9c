"""Aids made by recombining real ones: as many as wanted, always the same, as varied as the real ones are."""

import json
import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

Row = dict[str, Any]

PARAGRAPH = re.compile(r"<p>.*?</p>", re.DOTALL)
BORROWED = 0.25  # share of the paragraphs that come from another aid
YEARS = (3, 4, 5, 6)  # added to the dates of 2020-2022: some aids are over, some open, some to come
DATES = ("start_date", "predeposit_date", "submission_deadline")
OF_PLACE = ("perimeter", "financers", "instructors", "programs")
OF_OWNER = ("targeted_audiences", "eligibility", "is_call_for_project")
OF_MONEY = ("subvention_rate_lower_bound", "subvention_rate_upper_bound", "loan_amount", "recoverable_advance_amount")


def made_aids(count: int, real: Sequence[Row]) -> Iterator[Row]:
    """Aids in the shape of the API: the subject of one, the territory, the audience, the money and the dates of others.

    ``real`` are rows in that shape. The first aids of a longer list are those of a shorter one.
    """
    draw = random.Random(0)
    paragraphs = [paragraph for row in real for paragraph in PARAGRAPH.findall(row["description"])]
    for number in range(count):
        subject = draw.choice(real)
        parts = ((OF_PLACE, draw.choice(real)), (OF_OWNER, draw.choice(real)), (OF_MONEY, draw.choice(real)))
        borrowed = {name: donor[name] for names, donor in parts for name in names}
        dated, years = draw.choice(real), draw.choice(YEARS)
        yield {
            **subject,
            **borrowed,
            **{name: _later(dated[name], years) for name in DATES},
            "id": str(number),
            "slug": f"made-{number}",
            "url": f"/aides/made-{number}/",
            "name": f"{subject['name']} - {borrowed['perimeter'] or 'France'}",
            "description": PARAGRAPH.sub(
                lambda own: draw.choice(paragraphs) if draw.random() < BORROWED else own[0], subject["description"]
            ),
        }


def _later(day: str | None, years: int) -> str | None:
    """A date moved by years, which stays a date: the last days of a month become its 28th."""
    if not day:
        return None
    year, month, number = day[:10].split("-")
    return f"{int(year) + years}-{month}-{min(int(number), 28):02d}"


def write_aids(path: Path, count: int, real: Path) -> None:
    """Write made aids, a line each, from a file of real ones."""
    rows = [json.loads(line) for line in real.read_text(encoding="utf-8").splitlines()]
    with path.open("w", encoding="utf-8") as stream:
        stream.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in made_aids(count, rows))

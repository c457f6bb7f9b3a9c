"""Write the table of every collected case in ``docs/footprint/README.md``.

Run: ``python -m benchmarks.oracles``; it reads ``../shared/data``.
"""

from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

from assistant.language.display import format_decimal
from benchmarks.oracles.answers import Answer, answered, read_cases

REPOSITORY = Path(__file__).resolve().parents[2]
PAGE = REPOSITORY / "docs" / "footprint" / "README.md"
BEGIN, END = "<!-- oracles -->", "<!-- /oracles -->"
HEADER = (
    "| Moteur | Cas | Unité | Sa réponse | Jalon, leurs facteurs et données | Jalon, par défaut | Écart "
    "| dont activité | dont facteur | Pourquoi |\n|---|---|---|---:|---:|---:|---:|---:|---:|---|"
)
DIGITS = 4


def main() -> None:
    """Write the table between its two marks."""
    text = PAGE.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    cases = read_cases(REPOSITORY.parent / "shared" / "data")
    PAGE.write_text(f"{before}{BEGIN}\n\n{table(answered(cases))}\n\n{END}{after}", encoding="utf-8")


def table(answers: Iterable[Answer]) -> str:
    """The answers as a table of Markdown."""
    return "\n".join([HEADER, *map(_row, answers)])


def _row(one: Answer) -> str:
    cells = [
        f"{one.row.engine} {one.version}",
        one.row.case,
        one.row.unit,
        *map(_number, (one.told, one.with_theirs, one.with_ours)),
        *map(_percent, (one.difference, one.of_activity, one.of_factor)),
        one.row.because,
    ]
    return f"| {' | '.join(cells)} |"


def _number(value: Decimal | None) -> str:
    if value is None:
        return "–"
    if not value:
        return "0"
    rounded = Decimal(f"{value:.{DIGITS}g}")
    return f"{value:.{DIGITS - 1}e}".replace(".", ",") if abs(value) < Decimal("1e-4") else format_decimal(rounded)


def _percent(share: Decimal | None) -> str:
    if share is None:
        return "–"
    shown = format_decimal(100 * share, decimals=1)
    return "0 %" if shown in {"0,0", "-0,0"} else f"{shown.replace('-', '−')} %"


if __name__ == "__main__":
    main()

"""Operations of the shapes that are published, ingested for real."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assistant.comparables import ComparablesAnswer, understand_project
from assistant.services import Services, open_services
from assistant.settings import Settings
from ingestion import ingest

ON = date(2026, 3, 1)
Row = dict[str, Any]
Ask = Callable[..., ComparablesAnswer]


def row(title: str, cost: float | None = 100_000, **changed: Any) -> Row:
    """A row of the DGCL: a commune of Hautes-Alpes helped by DETR in 2024, at 40 %, but for what is changed."""
    subsidy = changed.pop("subvention", (cost or 0) * 0.4)
    return {
        "exercice": "2024", "dispositif": "DETR", "programme": "119", "beneficiaire_type": "commune",
        "beneficiaire_dep": "005", "beneficiaire_nom": "Aiguilles", "beneficiaire_code_insee": "05003",
        "intitule": title, "cout_ht": cost, "subvention": subsidy, "taux": subsidy / cost if cost else None,
        "id": f"op-{title}-{cost}-{subsidy}-{sorted(changed.items())}", **changed,
    }  # fmt: skip


def write(path: Path, rows: Sequence[Row]) -> Path:
    """A file of one row a line."""
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Callable[[Sequence[Row]], Services]]:
    """Opens the services over a home in which rows have been ingested."""
    with ExitStack() as stack:

        def open_with(rows: Sequence[Row]) -> Services:
            settings = Settings(home=tmp_path / "home")
            report = ingest([write(tmp_path / "operations.jsonl", rows)], settings=settings)
            assert not report.failed
            return stack.enter_context(open_services(settings))

        yield open_with


@pytest.fixture
def ask(opened: Callable[[Sequence[Row]], Services]) -> Callable[[Sequence[Row]], Ask]:
    """Gives the question to ask of rows."""

    def over(rows: Sequence[Row]) -> Ask:
        services = opened(rows)

        def asked(query: str, **stated: Any) -> ComparablesAnswer:
            return services.comparables.search(
                understand_project(query, territories=services.territories, on=ON, **stated)
            )

        return asked

    return over

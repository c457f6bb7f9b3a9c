"""How long the server takes for each page of a home of 200 projects and 5,000 versions of sheets.

Run: ``python -m benchmarks.pages [--projects N] [--versions N]``; exit code 1 when a page takes more than its budget.
"""

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path

from fastapi.testclient import TestClient

from assistant.api import create_app
from assistant.services import open_services
from assistant.settings import Settings
from benchmarks.large_home import PROJECTS, VERSIONS, fill, project_id
from ingestion import ingest

SAMPLES = Path(__file__).parents[1] / "ingestion" / "samples"
BUDGET = 200.0  # milliseconds
RUNS = 5
ONE = project_id(7)
PLAN = "title=LED&territory=24&population=3200&costs-0-label=Travaux&costs-0-amount_excl_tax=310000"
GREEN = "lines-0-label=Isolation+de+l'école&lines-0-amount=120000&lines-0-account=2131"
PAGES = (
    "/", "/accueil", "/projets", "/projets?q=ecole", "/projets?alertes=1", "/projets/portefeuille.csv",
    "/projets/portefeuille.xlsx", f"/projets/{ONE}", f"/projets/{ONE}/suivi", f"/projets/{ONE}/versions/3",
    f"/projets/{ONE}/champs/objectives", "/projets/comparer?" + "&".join(f"id={project_id(n)}" for n in range(4)),
    "/aides", "/aides?q=Rénover+l'école+d'une+commune+de+Dordogne", "/plan", f"/plan?{PLAN}", f"/plan/fiche/{ONE}",
    "/plan/enregistres", "/budget-vert", f"/budget-vert?{GREEN}", "/administration", "/administration/sources",
    "/administration/donnees/facteurs", "/administration/donnees/financement", "/administration/donnees/budget-vert",
    "/administration/avis", "/aide", "/aide/05-indexer-vos-documents", "/docs",
)  # fmt: skip


def main() -> None:
    """Print a line a page: median and worst of five, and the size of the page."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--projects", type=int, default=PROJECTS)
    parser.add_argument("--versions", type=int, default=VERSIONS)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(home=Path(folder))
        ingest([SAMPLES], settings=settings)
        with open_services(settings) as services:
            fill(services, projects=asked.projects, versions=asked.versions)
        slow = _measure(settings)
    print(f"\n{len(slow)} page(s) over {BUDGET:.0f} ms: {', '.join(slow) or 'none'}")
    sys.exit(1 if slow else 0)


def _measure(settings: Settings) -> list[str]:
    """The pages over budget."""
    slow = []
    print("| page | median, ms | worst, ms | first, ms | size, kB |")
    print("|---|---|---|---|---|")
    with TestClient(create_app(settings), headers={"accept": "text/html"}) as client:
        for page in PAGES:
            first, size = _timed(client, page)
            times = [_timed(client, page)[0] for _ in range(RUNS)]
            median = statistics.median(times)
            print(f"| {page[:60]} | {median:.0f} | {max(times):.0f} | {first:.0f} | {size / 1000:.0f} |", flush=True)
            if median > BUDGET:
                slow.append(page)
    return slow


def _timed(client: TestClient, page: str) -> tuple[float, int]:
    """Milliseconds and bytes of a page."""
    started = time.perf_counter()
    answer = client.get(page)
    elapsed = (time.perf_counter() - started) * 1000
    assert answer.status_code == 200, (page, answer.status_code, answer.text[:300])
    return elapsed, len(answer.content)


if __name__ == "__main__":
    main()

"""A home of two hundred projects: a page asks the database no more than for twenty."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import event, text

from assistant.api import create_app
from assistant.services import Services
from assistant.settings import Settings
from benchmarks.large_home import fill, project_id

ONE = f"/projets/{project_id(3)}"
PAGES = ("/accueil", "/projets", "/projets?alertes=1", "/projets/portefeuille.csv", ONE, f"{ONE}/suivi",
         "/plan/enregistres", "/administration")  # fmt: skip
FEW, MANY = 20, 200


@contextmanager
def home_of(projects: int, sample_home: Path, folder: Path) -> Iterator[TestClient]:
    shutil.copytree(sample_home, folder)
    with TestClient(create_app(Settings(home=folder)), headers={"accept": "text/html"}) as client:
        fill(client.app.state.services, projects=projects, versions=2)  # type: ignore[attr-defined]
        yield client


def statements(client: TestClient, page: str) -> int:
    """How many statements a page sends to the database."""
    services: Services = client.app.state.services  # type: ignore[attr-defined]
    sent: list[str] = []
    event.listen(services.database.engine, "before_cursor_execute", lambda *asked: sent.append(asked[2]))
    assert client.get(page).status_code == 200
    return len(sent)


@pytest.fixture(scope="module")
def clients(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[TestClient, TestClient]]:
    folder = tmp_path_factory.mktemp("homes")
    with home_of(FEW, sample_home, folder / "few") as few, home_of(MANY, sample_home, folder / "many") as many:
        yield few, many


@pytest.mark.parametrize("page", PAGES)
def test_a_page_asks_no_more_for_many_projects_than_for_few(clients: tuple[TestClient, TestClient], page: str) -> None:
    few, many = clients
    assert 0 < statements(many, page) <= statements(few, page)


def test_the_two_hundred_projects_are_on_the_page(clients: tuple[TestClient, TestClient]) -> None:
    assert clients[1].get("/projets").text.count('name="id"') == MANY + 1  # that of the assistant's sheet too


def test_sheets_of_an_earlier_jalon_are_read_at_once(clients: tuple[TestClient, TestClient]) -> None:
    few, _ = clients
    before = few.get("/projets/portefeuille.csv").content
    database = few.app.state.services.database  # type: ignore[attr-defined]
    usual = statements(few, "/projets")
    with database.begin() as connection:
        connection.execute(text("UPDATE sheets SET row = NULL"))
    assert statements(few, "/projets") == usual
    assert few.get("/projets/portefeuille.csv").content == before

"""Fixtures that every test package shares."""

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import hypothesis
import pytest

from assistant.agent import Assistant
from assistant.services import Services, open_services
from assistant.settings import Settings
from ingestion import ingest
from tests.filled import Filled, fill

# The same examples at each run, whatever else the machine does; HYPOTHESIS_PROFILE=exploring draws new ones.
hypothesis.settings.register_profile("steady", derandomize=True, deadline=None)
hypothesis.settings.register_profile("exploring", deadline=None)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))

REPOSITORY = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Folder of the real data; skips the test where it is absent."""
    folder = REPOSITORY.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("real data (../shared/data) are absent")
    return folder


SAMPLES = Path(__file__).parents[1] / "ingestion" / "samples"


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which the corpus that ships has been ingested; tests that write copy it."""
    home = tmp_path_factory.mktemp("home")
    report = ingest([SAMPLES], settings=Settings(home=home))
    assert not report.failed
    return home


@pytest.fixture
def settings(sample_home: Path, tmp_path: Path) -> Settings:
    """Settings over a copy of the ingested home."""
    home = tmp_path / "home"
    shutil.copytree(sample_home, home)
    return Settings(home=home)


@pytest.fixture
def services(settings: Settings) -> Iterator[Services]:
    """The services over a copy of the ingested home."""
    with open_services(settings) as opened:
        yield opened


@pytest.fixture
def assistant(services: Services) -> Iterator[Assistant]:
    """The assistant with the offline planner, on a fixed day."""
    opened = Assistant(services, now=lambda: datetime(2026, 11, 24, 9, tzinfo=UTC))
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def filled(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Filled:
    """A home in use; tests that write copy it."""
    home = tmp_path_factory.mktemp("filled") / "home"
    shutil.copytree(sample_home, home)
    return fill(home)

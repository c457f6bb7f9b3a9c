"""Territories that have been loaded: a hundred communes made for tests, and the 35,000 real ones."""

from pathlib import Path

import pytest

from assistant.settings import Settings
from assistant.territories import Territories
from tests.territories.made import COMMUNES, loaded_home, territories_of


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings over a home that has loaded nothing."""
    return Settings(home=tmp_path / "home")


@pytest.fixture(scope="session")
def book(tmp_path_factory: pytest.TempPathFactory) -> Territories:
    """The territories of a home that has loaded the made files."""
    return territories_of(loaded_home(tmp_path_factory.mktemp("made"), [COMMUNES]))


@pytest.fixture(scope="session")
def real_book(tmp_path_factory: pytest.TempPathFactory, shared_data: Path) -> Territories:
    """The territories of a home that has loaded the real communes, with the made EPCI and postcodes."""
    folder = shared_data / "territories"
    real = [folder / "communes.jsonl.gz", folder / "departements.jsonl"]
    return territories_of(loaded_home(tmp_path_factory.mktemp("real"), real))

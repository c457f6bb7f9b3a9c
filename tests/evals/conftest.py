"""A runner over the corpus that ships, ingested once for all tests."""

import shutil
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

import pytest

from assistant.progress import silent
from assistant.settings import Settings
from evals.gates import judge
from evals.record import GateVerdict, ScoredSuite, SuiteResult, Versions
from evals.running import How, Runner
from evals.suite import Suite, of_samples
from evals.suites import chosen
from evals.world import home_path

VERSION = "tests"
VERSIONS = Versions(
    code="", commit="", prompts={}, model="", embedder="", reranker="", factors="", python=""
)  # what gave a measure changes nothing of how it is compared
NOW = datetime.fromisoformat("2026-11-30T12:00:00+00:00")
Run = Callable[..., list[SuiteResult]]


@pytest.fixture(scope="session")
def evals_folder(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the evaluations, in which the corpus that ships is ingested already."""
    folder = tmp_path_factory.mktemp("evals")
    home = home_path(of_samples(), Settings(home=folder), folder / "homes", version=VERSION)
    shutil.copytree(sample_home, home)
    return folder


@pytest.fixture(scope="session")
def run(evals_folder: Path) -> Run:
    """Run suites by name."""

    def running(
        *names: str, settings: Settings | None = None, folder: Path = evals_folder, **how: object
    ) -> list[SuiteResult]:
        offline = Settings(home=evals_folder, llm_base_url=None, llm_model=None)
        runner = Runner(settings=settings or offline, folder=folder, version=VERSION, how=How.model_validate(how))
        return list(runner.run(chosen(names), silent))

    return running


def failed(
    suites: Sequence[Suite], before: Sequence[SuiteResult] | None, after: Sequence[SuiteResult]
) -> list[GateVerdict]:
    """The gates that fail after a change, against the results before it."""
    known = {one.name: ScoredSuite.of(one, VERSIONS) for one in before or ()}
    return [verdict for verdict in judge(suites, after, known) if not verdict.passed]

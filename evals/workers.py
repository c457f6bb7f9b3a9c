"""Cases run in this process, or spread over several; each process opens a world once and keeps it for the run."""

import atexit
import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import ExitStack
from pathlib import Path
from typing import Protocol

from assistant.settings import Settings
from evals.cases import Case
from evals.outputs import Output
from evals.suite import Suite
from evals.world import World, opened

BATCHES = 4  # a process and suite: few enough to cost little, enough for none to wait long for the last
Outputs = Iterator[tuple[Case, Output]]


class Workers:
    """Where the cases of a run are run; close them by leaving the context of ``Workers``."""

    def __init__(self, settings: Settings, jobs: int) -> None:
        self._settings, self._jobs = settings, jobs
        self._stack = ExitStack()
        self._worlds: dict[Path | None, World] = {}
        self._pool = self._stack.enter_context(_pool(jobs)) if jobs > 1 else None

    def __enter__(self) -> "Workers":
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def outputs(self, suite: Suite, cases: Sequence[Case], home: Path | None, run: "RunCase") -> Outputs:
        """The outputs of cases as they come."""
        if self._pool is None:
            world = self._world(home) if cases else None
            yield from ((case, run(suite, case, world)) for case in cases if world)
            return
        size = max(1, -(-len(cases) // (self._jobs * BATCHES)))
        batches = [cases[start : start + size] for start in range(0, len(cases), size)]
        sent = [self._pool.submit(_batch, suite.name, one, self._settings, home, run) for one in batches]
        for done in as_completed(sent):
            yield from done.result()

    def _world(self, home: Path | None) -> World:
        if home not in self._worlds:
            self._worlds[home] = self._stack.enter_context(opened(self._settings, home))
        return self._worlds[home]


class RunCase(Protocol):
    """What runs one case of a suite in a world; a function of a module, since it is sent to other processes."""

    def __call__(self, suite: Suite, case: Case, world: World) -> Output:
        """Its output."""
        ...


def _pool(jobs: int) -> ProcessPoolExecutor:
    context = multiprocessing.get_context("spawn")  # threads of the indexes do not survive a fork
    return ProcessPoolExecutor(jobs, mp_context=context)


_here: dict[int, Workers] = {}


def _batch(
    name: str, cases: Sequence[Case], settings: Settings, home: Path | None, run: RunCase
) -> list[tuple[Case, Output]]:
    """The outputs of some cases, in a process of the pool, which knows the suite by its name."""
    from evals.suites import chosen

    (suite,) = chosen([name])
    if 0 not in _here:
        _here[0] = Workers(settings, 1)
        atexit.register(_here[0].__exit__)
    return list(_here[0].outputs(suite, cases, home, run))

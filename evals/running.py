"""Run suites: cases in parallel, each output kept as it comes, so that an interrupted run is resumed."""

import multiprocessing
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import JalonError
from assistant.progress import Progress, Step
from assistant.settings import Settings
from evals.cases import Case, Dataset, DatasetAbsentError
from evals.outputs import Output, OutputStore
from evals.record import CaseResult, SuiteResult, case_digest
from evals.slices import by_slice
from evals.statistics import means
from evals.suite import Suite
from evals.world import World, opened, prepared_home

DIGITS = 6  # of a measure: the rest would differ from one machine to another
BATCHES = 4  # a process: few enough to open few worlds, enough for none to wait long for the last


@dataclass(frozen=True)
class Runner:
    """How suites are run: where homes and outputs are kept, and whether outputs of the same inputs are taken again."""

    settings: Settings
    folder: Path
    version: str
    resume: bool = False
    jobs: int = 1

    def run(self, suites: Sequence[Suite], progress: Progress) -> Iterator[SuiteResult]:
        """The result of each suite, in order."""
        for suite in suites:
            try:
                dataset = suite.load()
                progress(Step(suite.name, 0, len(dataset.cases), "cas"))
                yield self._suite(suite, dataset, progress)
            except DatasetAbsentError as absent:
                progress(Step(f"{suite.name} : {absent}"))
                yield SuiteResult(name=suite.name, title=suite.title, skipped=str(absent))

    def _suite(self, suite: Suite, dataset: Dataset, progress: Progress) -> SuiteResult:
        home = self._home(suite)
        store = OutputStore(self.folder / "outputs" / suite.name, f"{self.version}:{home and home.name}")
        known = {case.id: found for case in dataset.cases if self.resume and (found := store.get(case))}
        for case, output in self._outputs(suite, [one for one in dataset.cases if one.id not in known], home):
            store.put(case, output)
            known[case.id] = output
            progress(Step(suite.name, len(known), len(dataset.cases), "cas"))
        cases = tuple(_scored(suite, case, known[case.id]) for case in dataset.cases)
        return SuiteResult(
            name=suite.name,
            title=suite.title,
            data=f"{dataset.meta.version} ({dataset.digest[:12]})",
            metrics=means([one.scores for one in cases]),
            slices=by_slice(cases),
            cases=cases,
        )

    def _home(self, suite: Suite) -> Path | None:
        homes = self.folder / "homes"
        return prepared_home(suite.corpus, self.settings, homes, version=self.version) if suite.corpus else None

    def _outputs(self, suite: Suite, cases: Sequence[Case], home: Path | None) -> Iterator[tuple[Case, Output]]:
        if self.jobs == 1 or len(cases) <= self.jobs:
            with opened(self.settings, home) as world:
                for case in cases:
                    yield case, _output(suite, case, world)
            return
        size = -(-len(cases) // (self.jobs * BATCHES))
        batches = [cases[start : start + size] for start in range(0, len(cases), size)]
        with ExitStack() as stack:
            context = multiprocessing.get_context("spawn")  # threads of the indexes do not survive a fork
            pool: Executor = stack.enter_context(ProcessPoolExecutor(self.jobs, mp_context=context))
            for done in as_completed([pool.submit(_batch, suite.name, one, self.settings, home) for one in batches]):
                yield from done.result()


def _batch(name: str, cases: Sequence[Case], settings: Settings, home: Path | None) -> list[tuple[Case, Output]]:
    """The outputs of some cases, in a process of their own, which knows the suite by its name."""
    from evals.suites import chosen

    (suite,) = chosen([name])
    with opened(settings, home) as world:
        return [(case, _output(suite, case, world)) for case in cases]


def _output(suite: Suite, case: Case, world: World) -> Output:
    started = time.perf_counter()
    try:
        value, error = suite.run(case, world), None
    except JalonError as refused:
        value, error = None, str(refused)
    except Exception as broken:  # noqa: BLE001 - a case that breaks the program is what is looked for
        value, error = None, f"{type(broken).__name__} : {broken}"
    return Output(value=value, error=error, seconds=round(time.perf_counter() - started, 4))


def _scored(suite: Suite, case: Case, output: Output) -> CaseResult:
    """The measures of an output; a case that broke has the worst of each metric that has one."""
    scores = {one.name: 0.0 for one in suite.metrics if one.higher_is_better}
    if output.error is None:
        scores = {name: float(f"{value:.{DIGITS}g}") for name, value in suite.score(case, output.value).items()}
    return CaseResult(
        id=case.id,
        digest=case_digest(case),
        slices=case.slices,
        input=case.input,
        expected=case.expected,
        output=output.value,
        scores=scores,
        error=output.error,
        seconds=output.seconds,
    )

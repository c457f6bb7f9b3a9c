"""Run suites: cases in parallel, each output kept as it comes, so that an interrupted run is resumed."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.domain import Frozen
from assistant.errors import JalonError
from assistant.progress import Progress, Step
from assistant.settings import Settings
from evals.cases import Case, Dataset, DatasetAbsentError
from evals.outputs import Output, OutputStore
from evals.record import CaseResult, SuiteResult, case_digest
from evals.slices import by_slice
from evals.statistics import means
from evals.suite import Suite
from evals.workers import Workers
from evals.world import World, prepared_home

NO_JUDGE = "un juge est un modèle de langue, et aucun n'est réglé (JALON_LLM_BASE_URL, JALON_LLM_MODEL)"
DIGITS = 6  # of a measure: the rest would differ from one machine to another


class How(Frozen):
    """``resume`` takes again the outputs of the same inputs, ``jobs`` are processes, ``split`` leaves out the rest."""

    resume: bool = False
    jobs: int = 1
    split: str | None = None


@dataclass(frozen=True)
class Runner:
    """What runs suites; homes and outputs are kept in ``folder``, ``version`` is all that outputs depend on."""

    settings: Settings
    folder: Path
    version: str
    how: How

    def run(self, suites: Sequence[Suite], progress: Progress) -> Iterator[SuiteResult]:
        """The result of each suite, in order."""
        with Workers(self.settings, self.how.jobs) as workers:
            for suite in suites:
                try:
                    dataset = self._loaded(suite)
                    progress(Step(suite.name, 0, len(dataset.cases), "cas"))
                    yield self._suite(suite, dataset, workers, progress)
                except DatasetAbsentError as absent:
                    progress(Step(f"{suite.name} : {absent}"))
                    yield SuiteResult(name=suite.name, title=suite.title, skipped=str(absent))

    def _loaded(self, suite: Suite) -> Dataset:
        if suite.by_model and not self.settings.has_language_model:
            raise DatasetAbsentError(NO_JUDGE)
        dataset = suite.load()
        kept = tuple(case for case in dataset.cases if self.how.split in (None, case.split))
        if not kept:
            raise DatasetAbsentError(f"aucun cas dans la partie « {self.how.split} »")
        return dataset.model_copy(update={"cases": kept})

    def _suite(self, suite: Suite, dataset: Dataset, workers: Workers, progress: Progress) -> SuiteResult:
        home = self._home(suite)
        store = OutputStore(self.folder / "outputs" / suite.name, f"{self.version}:{home and home.name}")
        known = {case.id: found for case in dataset.cases if self.how.resume and (found := store.get(case))}
        missing = [case for case in dataset.cases if case.id not in known]
        for case, output in workers.outputs(suite, missing, home, run_case):
            store.put(case, output)
            known[case.id] = output
            progress(Step(suite.name, len(known), len(dataset.cases), "cas"))
        cases = tuple(_scored(suite, case, known[case.id]) for case in dataset.cases)
        return SuiteResult(
            name=suite.name,
            title=suite.title,
            data=f"{dataset.meta.version} ({dataset.digest[:12]})",
            metrics=means([one.scores for one in cases], suite.shares),
            slices=by_slice(suite, cases),
            cases=cases,
        )

    def _home(self, suite: Suite) -> Path | None:
        homes = self.folder / "homes"
        return prepared_home(suite.corpus, self.settings, homes, version=self.version) if suite.corpus else None


def run_case(suite: Suite, case: Case, world: World) -> Output:
    """The output of a case, or the error with which it broke."""
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
    wrong: tuple[str, ...] = ()
    if output.error is None:
        scores = {name: float(f"{value:.{DIGITS}g}") for name, value in suite.score(case, output.value).items()}
        wrong = tuple(suite.explain(case, output.value)) if suite.explain else ()
    return CaseResult(
        id=case.id,
        digest=case_digest(case),
        slices={**case.slices, "split": case.split},
        input=case.input,
        expected=case.expected,
        output=output.value,
        scores=scores,
        wrong=wrong,
        error=output.error,
        seconds=output.seconds,
    )

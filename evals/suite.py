"""What a suite is: which cases, what is run on each, how that is scored, and which losses stop a change."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pydantic import Field, JsonValue

from assistant.domain import Frozen
from evals.cases import Case, Dataset, load_together
from evals.world import Corpus, World

Scores = Mapping[str, float]
Run = Callable[[Case, World], JsonValue]
Score = Callable[[Case, JsonValue], Scores]
Explain = Callable[[Case, JsonValue], Sequence[str]]


class Metric(Frozen):
    """A measure of a case, whose mean is that of the suite; ``title`` is French. A case that has none is left out."""

    name: str
    title: str
    higher_is_better: bool = True
    unit: str = ""


class Gate(Frozen):
    """What stops a change.

    ``margin`` is the loss of the mean, against the baseline, that must be exceeded and significant. ``least`` is the
    value under which no case may fall, with or without a baseline: for promises, which a mean does not excuse.
    """

    metric: str
    margin: float | None = Field(default=None, ge=0)
    least: float | None = None


@dataclass(frozen=True)
class Suite:
    """A declaration: ``run`` gives the output of a case as JSON, which is kept, and ``score`` its measures.

    ``explain`` says in French what is wrong of an output, where its measures do not say it by themselves. ``corpus`` is
    what the world of the suite has ingested; ``fast`` suites run on each change. A suite that is judged ``by_model`` is
    run only when it is named, skipped where no language model is configured, and stops nothing.
    """

    name: str
    title: str
    datasets: Sequence[str]
    run: Run
    score: Score
    metrics: Sequence[Metric]
    gates: Sequence[Gate]
    corpus: Corpus | None = None
    fast: bool = True
    loader: Callable[[], Dataset] | None = None
    explain: Explain | None = None
    by_model: bool = False

    @property
    def shares(self) -> frozenset[str]:
        """Its metrics that go from 0 to 1, the best."""
        return frozenset(one.name for one in self.metrics if one.higher_is_better and not one.unit)

    def load(self) -> Dataset:
        """Its cases; raises DatasetAbsentError when none of its datasets is here."""
        load = self.loader or partial(load_together, self.name, self.datasets)
        return load()


def of_samples() -> Corpus:
    """The corpus that ships."""
    return Corpus(name="samples", paths=(Path(__file__).parents[1] / "ingestion" / "samples",))

"""What a run leaves: the measures of each case, with all that tells which code, data and models gave them."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from pydantic import Field, JsonValue, ValidationError

from assistant.domain import Frozen
from assistant.errors import InputError
from evals.cases import Case

BASELINES = Path(__file__).parent / "baselines"


class Versions(Frozen):
    """What a measure depends on, besides its cases."""

    code: str
    commit: str
    prompts: dict[str, str]
    model: str
    embedder: str
    reranker: str
    factors: str
    python: str


class Estimate(Frozen):
    """A mean over cases with its 95 % bootstrap interval."""

    mean: float
    low: float
    high: float
    cases: int


class CaseResult(Frozen):
    """A case as it was run: what was given and expected, what came, its measures and what is wrong of it.

    ``error`` when it broke.
    """

    id: str
    digest: str
    slices: dict[str, str] = Field(default_factory=dict)
    input: dict[str, JsonValue]
    expected: JsonValue
    output: JsonValue = None
    scores: dict[str, float] = Field(default_factory=dict)
    wrong: tuple[str, ...] = ()
    error: str | None = None
    seconds: float


class SuiteResult(Frozen):
    """A suite as it was run, or why it was skipped; slices are by name, value and metric."""

    name: str
    title: str
    skipped: str | None = None
    data: str = ""
    metrics: dict[str, Estimate] = Field(default_factory=dict)
    slices: dict[str, dict[str, dict[str, Estimate]]] = Field(default_factory=dict)
    cases: tuple[CaseResult, ...] = ()


class GateVerdict(Frozen):
    """Whether a gate lets a run through; ``told`` says why in French."""

    suite: str
    metric: str
    passed: bool
    told: str
    p_value: float | None = None


class RunRecord(Frozen):
    """A whole run."""

    run_id: str
    started_at: datetime
    seconds: float
    versions: Versions
    suites: tuple[SuiteResult, ...]
    gates: tuple[GateVerdict, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether every gate lets it through."""
        return all(gate.passed for gate in self.gates)

    def scored(self) -> dict[str, "ScoredSuite"]:
        """Its measures alone, by suite."""
        run = (suite for suite in self.suites if not suite.skipped)
        return {suite.name: ScoredSuite.of(suite, self.versions) for suite in run}


class ScoredCase(Frozen):
    """The measures of a case, and the digest of the case that they are of."""

    digest: str
    scores: dict[str, float]


class ScoredSuite(Frozen):
    """What a later run is compared with: the measures of each case of a suite, by id, and what gave them."""

    suite: str
    data: str
    versions: Versions
    cases: dict[str, ScoredCase]

    @classmethod
    def of(cls, result: SuiteResult, versions: Versions) -> "ScoredSuite":
        """The measures of a suite that was run."""
        cases = {one.id: ScoredCase(digest=one.digest, scores=one.scores) for one in result.cases}
        return cls(suite=result.name, data=result.data, versions=versions, cases=cases)


def case_digest(case: Case) -> str:
    """What tells a case from itself once changed; its slices may change without a new measure."""
    return sha256(case.model_dump_json(include={"input", "expected"}).encode()).hexdigest()[:16]


def read_record(path: Path) -> RunRecord:
    """The run of a file; raises InputError."""
    try:
        return RunRecord.model_validate_json(path.read_text(encoding="utf-8"))
    except (ValidationError, UnicodeDecodeError) as error:
        raise InputError(
            f"« {path.name} » n'est pas un rapport d'évaluation. Exemple : jalon evals run --json > avant.json"
        ) from error


def read_baselines(folder: Path = BASELINES) -> dict[str, ScoredSuite]:
    """The baselines of a folder, by suite."""
    found = (
        ScoredSuite.model_validate_json(file.read_text(encoding="utf-8")) for file in sorted(folder.glob("*.json"))
    )
    return {one.suite: one for one in found}


def write_baselines(record: RunRecord, folder: Path = BASELINES) -> Sequence[Path]:
    """Write the measures of a run as the baselines of its suites; returns the files written."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, scored in sorted(record.scored().items()):
        written.append(folder / f"{name}.json")
        written[-1].write_text(scored.model_dump_json(indent=1) + "\n", encoding="utf-8")
    return written

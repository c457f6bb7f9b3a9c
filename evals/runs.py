"""One whole run: the suites, the gates, and the record kept for the trend."""

import time
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from pydantic import ValidationError

from assistant.progress import Progress
from assistant.settings import Settings
from evals.gates import judge
from evals.provenance import versions
from evals.record import RunRecord, ScoredSuite
from evals.running import How, Runner
from evals.suite import Suite

PAST_RUNS = 11


def folder_of(settings: Settings) -> Path:
    """Where a home keeps its evaluations: outputs, corpora ingested, records of runs."""
    return settings.home / "evals"


def perform(
    suites: Sequence[Suite],
    settings: Settings,
    how: How,
    *,
    baselines: Mapping[str, ScoredSuite],
    now: datetime,
    progress: Progress,
) -> RunRecord:
    """Run suites and judge them; the record is kept in the home."""
    started, told = time.perf_counter(), versions(settings)
    folder = folder_of(settings)
    version = f"{told.code}:{told.model}:{told.embedder}:{told.reranker}:{told.factors}"
    runner = Runner(settings=settings, folder=folder, version=version, how=how)
    results = tuple(runner.run(suites, progress))
    record = RunRecord(
        run_id=f"{now:%Y%m%d-%H%M%S-%f}",
        started_at=now,
        seconds=round(time.perf_counter() - started, 1),
        versions=told,
        suites=results,
        gates=tuple(judge(suites, results, baselines)),
    )
    kept = folder / "runs"
    kept.mkdir(parents=True, exist_ok=True)
    (kept / f"{record.run_id}.json").write_text(record.model_dump_json(), encoding="utf-8")
    return record


def past_runs(settings: Settings, before: RunRecord) -> list[RunRecord]:
    """The last runs of a home before one, oldest first; those that another version wrote otherwise are left out."""
    files = sorted(one for one in (folder_of(settings) / "runs").glob("*.json") if one.stem < before.run_id)
    found = []
    for file in files[-PAST_RUNS:]:
        try:
            found.append(RunRecord.model_validate_json(file.read_text(encoding="utf-8")))
        except ValidationError:
            continue
    return found

"""Outputs kept by what gave them: the case, the code, the corpus and the settings."""

from hashlib import sha256
from pathlib import Path

from pydantic import JsonValue, ValidationError

from assistant.domain import Frozen
from evals.cases import Case
from evals.record import case_digest


class Output(Frozen):
    """What a suite gave for a case, or the error with which it broke."""

    value: JsonValue = None
    error: str | None = None
    seconds: float


class OutputStore:
    """The outputs of a suite in a folder, a file each; ``context`` is all that they depend on besides their case."""

    def __init__(self, folder: Path, context: str) -> None:
        self._folder, self._context = folder, context

    def get(self, case: Case) -> Output | None:
        """The output of these very inputs; None without one, or when writing it was interrupted."""
        try:
            return Output.model_validate_json(self._path(case).read_text(encoding="utf-8"))
        except (FileNotFoundError, ValidationError):
            return None

    def put(self, case: Case, output: Output) -> None:
        """Keep an output."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._path(case).write_text(output.model_dump_json(), encoding="utf-8")

    def _path(self, case: Case) -> Path:
        told = f"{self._context}:{case.id}:{case_digest(case)}"
        return self._folder / f"{sha256(told.encode()).hexdigest()[:24]}.json"

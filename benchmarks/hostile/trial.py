"""Read files one by one as an ingestion does, then ingest them all, and judge."""

import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from assistant.errors import ParseError
from assistant.settings import Settings
from benchmarks.hostile.files import HostileFile
from ingestion import ingest
from ingestion.collections import Record, RecordError, is_collection, read_collection
from ingestion.discovery import FoundFile
from ingestion.parsers import ParsedText
from ingestion.reading import read_files, workers

SLOW_SECONDS = 30
SECRET = "le-secret-du-maire"


class Verdict(Enum):
    """What reading a file did."""

    READ = "read"
    REFUSED = "refused"
    CRASHED = "crashed"
    SLOW = "slow"
    ESCAPED = "escaped"

    @property
    def is_fault(self) -> bool:
        return self not in {Verdict.READ, Verdict.REFUSED}


@dataclass(frozen=True)
class Outcome:
    """The verdict on a file; ``reason`` is the message of a refusal or the fault."""

    name: str
    kind: str
    verdict: Verdict
    seconds: float
    reason: str = ""


def run(files: Sequence[HostileFile], root: Path) -> list[Outcome]:
    """Write the files under ``root``, read each, then ingest the folder as a whole."""
    folder = root / "documents"
    (root / "tmp").mkdir()
    folder.mkdir()
    (root / "secret.txt").write_text(SECRET, encoding="utf-8")
    paths = []
    for number, file in enumerate(files):
        paths.append(folder / f"{number:05d}{file.suffix}")
        paths[-1].write_bytes(file.data)
    before = tempfile.tempdir
    tempfile.tempdir = str(root / "tmp")
    try:
        with workers():
            outcomes = [_trial(path, file.kind, root) for path, file in zip(paths, files, strict=True)]
        outcomes.append(_whole(folder, root))
    finally:
        tempfile.tempdir = before
    return outcomes


def _trial(path: Path, kind: str, root: Path) -> Outcome:
    started = time.monotonic()
    try:
        verdict, reason = _judge(list(_read(path)))
    except Exception as error:  # noqa: BLE001 - a fault of any kind is what is looked for
        verdict, reason = Verdict.CRASHED, repr(error)
    seconds = time.monotonic() - started
    if verdict in {Verdict.READ, Verdict.REFUSED}:
        if strays := _strays(root):
            verdict, reason = Verdict.ESCAPED, ", ".join(strays)
        elif seconds > SLOW_SECONDS:
            verdict = Verdict.SLOW
    return Outcome(path.name, kind, verdict, seconds, reason)


def _read(path: Path) -> Iterator[ParsedText | ParseError]:
    """The texts and the refusals of a file."""
    file = FoundFile(path=path, root=path.parent, source=path.name)
    if not is_collection(path):
        yield from (result for _, result in read_files([file]))
        return
    try:
        for found in read_collection(file, None):
            if isinstance(found, Record):
                yield found.parsed
            elif isinstance(found, RecordError):
                yield ParseError(found.reason)
    except ParseError as error:
        yield error


def _judge(results: Sequence[ParsedText | ParseError]) -> tuple[Verdict, str]:
    reasons = [str(result) for result in results if isinstance(result, ParseError)]
    texts = [result for result in results if isinstance(result, ParsedText)]
    if any("a fait échouer le lecteur" in reason or "abandonnée" in reason for reason in reasons):
        return Verdict.CRASHED, "; ".join(reasons)[:300]
    if any(SECRET in text.text for text in texts):
        return Verdict.ESCAPED, "read a file outside"
    if any(not (0 <= b.start <= b.end <= len(text.text)) for text in texts for b in text.blocks):
        return Verdict.CRASHED, "a block outside its text"
    if not texts and not all(reasons or [""]):
        return Verdict.CRASHED, "refused without a message"
    return (Verdict.READ, "") if texts else (Verdict.REFUSED, "; ".join(reasons)[:300])


def _strays(root: Path) -> list[str]:
    """What lies where reading must not write."""
    known = {root / "documents", root / "home", root / "tmp", root / "secret.txt"}
    outside = [path for path in root.iterdir() if path not in known]
    return [str(path.relative_to(root)) for path in [*outside, *(root / "tmp").iterdir()]]


def _whole(folder: Path, root: Path) -> Outcome:
    """The ingestion of all the files at once: it ends, and what it does not read it names."""
    started = time.monotonic()
    try:
        report = ingest([folder], settings=Settings(home=root / "home"))
        reason = f"{report.added} documents, {len(report.failed)} refusals"
        verdict = Verdict.ESCAPED if _strays(root) else Verdict.READ
    except Exception as error:  # noqa: BLE001 - the same
        verdict, reason = Verdict.CRASHED, repr(error)
    return Outcome("ingestion", "ingestion de l'ensemble", verdict, time.monotonic() - started, reason)


def table(outcomes: Sequence[Outcome]) -> str:
    """One line a kind: how many files, and what reading them did."""
    counts = Counter((one.kind, one.verdict) for one in outcomes)
    slowest: dict[str, float] = {}
    for one in outcomes:
        slowest[one.kind] = max(slowest.get(one.kind, 0.0), one.seconds)
    head = f"{'kind':30s} {'files':>6s} " + " ".join(f"{verdict.value:>8s}" for verdict in Verdict) + "  slowest (s)"
    lines = [head]
    for kind in sorted(slowest):
        numbers = [counts[kind, verdict] for verdict in Verdict]
        lines.append(
            f"{kind:30s} {sum(numbers):6d} {' '.join(f'{number:8d}' for number in numbers)} {slowest[kind]:12.1f}"
        )
    return "\n".join(lines)

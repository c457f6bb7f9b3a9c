"""The sets that do not ship: the judged ones of ``../shared/data``, and the requests of the tests."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from assistant.domain import DocumentKind
from evals.cases import Case, Dataset, DatasetAbsentError, made_dataset
from evals.world import Corpus

ROOT = Path(__file__).parents[1]
DATA = ROOT.parent / "shared" / "data"
PROJECTS, ORACLES = DATA / "projects", DATA / "footprint" / "oracle_cases.jsonl"
REQUESTS = ROOT / "tests" / "funding" / "requests"
SPLITS = {"tuned": "dev", "held_out": "test"}
MANY_WORDS, FEW_WORDS = 12, 5


@cache
def _headers() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def _described(name: str, cases: Iterable[Case]) -> Dataset:
    return made_dataset(name, cases, **_headers()[name])


def facet_requests() -> Dataset:
    """The requests on which the readers are tuned, and those held out; raises DatasetAbsentError outside a checkout."""
    files = {name: REQUESTS / f"{name}.toml" for name in SPLITS}
    if not all(file.is_file() for file in files.values()):
        raise DatasetAbsentError("demandes de tests/funding/requests absentes (dépôt non présent)")
    texts = {name: file.read_text(encoding="utf-8") for name, file in files.items()}
    cases = [case for name, text in texts.items() for case in _facet_cases(name, tomllib.loads(text)["request"])]
    return _described("facets", cases)


def _facet_cases(name: str, rows: Sequence[Mapping[str, Any]]) -> Iterator[Case]:
    from assistant.funding import FacetName

    for number, row in enumerate(rows, start=1):
        facets = {facet.value: _several(row[facet.value]) for facet in FacetName if facet.value in row}
        also = {key: _several(value) for key, value in row.get("also_values", {}).items()}
        also[FacetName.THEME.value] = [*also.get(FacetName.THEME.value, ()), *_several(row.get("also", ()))]
        yield Case(
            id=f"{name}-{number:03}",
            split=SPLITS[name],
            slices={"length": query_length(row["text"]), "set": name},
            input={"query": row["text"]},
            expected={"facets": facets, "also": also},
        )


def _several(value: object) -> list[Any]:
    return [value] if isinstance(value, str) else list(value) if isinstance(value, (list, tuple)) else []


def query_length(query: str) -> str:
    """The slice of a query by its number of words: short, middle or long."""
    words = len(query.split())
    return "long" if words > MANY_WORDS else "short" if words <= FEW_WORDS else "middle"


def judged_corpus(name: str) -> Corpus | None:
    """The collection of a judged set; None where it is not on this machine."""
    judged = _judged(name)
    return Corpus(name=f"shared-{name}", paths=tuple(judged.paths), kind=judged.kind) if judged else None


def judged_queries(name: str) -> Dataset:
    """The queries of a judged set with the grades of their documents, by reference; raises DatasetAbsentError."""
    judged = _judged(name)
    if judged is None:
        raise DatasetAbsentError(f"jeu réel « {name} » absent (../shared/data/judged/{name})")
    qrels = judged.qrels()
    cases = [
        Case(
            id=identity,
            split="test",
            slices={"length": query_length(text)},
            input={"query": text},
            expected={"judgements": dict(qrels[identity])},
        )
        for identity, text in judged.queries().items()
    ]
    return _described(name, cases)


def real_operations() -> Corpus | None:
    """The operations that the State and a région publish; None where they are not on this machine."""
    return Corpus(name="shared-projects", paths=(PROJECTS,), kind=DocumentKind.PROJECT) if PROJECTS.is_dir() else None


def project_descriptions() -> Dataset:
    """The projects judged on those operations; raises DatasetAbsentError."""
    if not PROJECTS.is_dir():
        raise DatasetAbsentError("jeu réel « projects » absent (../shared/data/projects)")
    rows = _benchmark("benchmarks.comparables.judged").load_descriptions()
    cases = (
        Case(
            id=f"{one.id:02}",
            split="dev" if one.half == "chosen" else "test",
            slices={"length": query_length(one.text)},
            input={"query": one.text},
            expected={"judgements": dict.fromkeys(one.irrelevant, 0) | dict.fromkeys(one.relevant, 1)},
        )
        for one in rows
    )
    return _described("projects", cases)


def engine_answers() -> Dataset:
    """The answers of other engines that Jalon computes too, a figure a case; raises DatasetAbsentError."""
    if not ORACLES.is_file():
        raise DatasetAbsentError("cas des autres moteurs absents (../shared/data/footprint/oracle_cases.jsonl)")
    cases = (
        Case(
            id=f"{number:02}",
            split="test",
            slices={"engine": one.row.engine},
            input={
                "engine": f"{one.row.engine} {one.version}",
                "case": one.row.case,
                "unit": one.row.unit,
                "row": number,
            },
            expected={"told": str(one.told), "tolerance": str(one.row.tolerance)},
        )
        for number, one in enumerate(_answers())
        if one.with_theirs is not None
    )
    return _described("oracles", cases)


def our_answers(case: Case) -> tuple[Decimal, Decimal]:
    """Ours to a figure of ``engine_answers``: with their factors and data, then with our own."""
    one = _answers()[int(case.id)]
    return one.with_theirs, one.with_ours


@cache
def _answers() -> Any:
    oracles = _benchmark("benchmarks.oracles.answers")
    return tuple(oracles.answered(oracles.read_cases(DATA)))


def _benchmark(module: str) -> Any:
    """A module of the benchmarks, whose folder does not ship; raises DatasetAbsentError."""
    try:
        return import_module(module)
    except ImportError as error:
        raise DatasetAbsentError(f"« {module} » absent (dépôt non présent)") from error


def _judged(name: str) -> Any:
    """The judged set of the benchmarks; None where it or its collection is not here."""
    try:
        sets = _benchmark("benchmarks.judged").SETS
    except DatasetAbsentError:
        return None
    found = next(one for one in sets if one.name == name)
    return found if found.folder.is_dir() and all(path.is_file() for path in found.paths) else None

"""The sets that do not ship: the judged ones of ``../shared/data``, and the requests of the tests."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Any

from evals.cases import Case, Dataset, DatasetAbsentError, Meta
from evals.world import Corpus

ROOT = Path(__file__).parents[1]
REQUESTS = ROOT / "tests" / "funding" / "requests"
SPLITS = {"tuned": "dev", "held_out": "test"}
MANY_WORDS, FEW_WORDS = 12, 5


def facet_requests() -> Dataset:
    """The requests on which the readers are tuned, and those held out; raises DatasetAbsentError outside a checkout."""
    files = {name: REQUESTS / f"{name}.toml" for name in SPLITS}
    if not all(file.is_file() for file in files.values()):
        raise DatasetAbsentError("demandes de tests/funding/requests absentes (dépôt non présent)")
    texts = {name: file.read_text(encoding="utf-8") for name, file in files.items()}
    cases = [case for name, text in texts.items() for case in _facet_cases(name, tomllib.loads(text)["request"])]
    meta = _meta("facets", "MIT", "écrites pour Jalon", "Demandes d'aide et leurs facettes.", cases)
    return Dataset(name="facets", meta=meta, cases=tuple(cases), digest=_digest(*texts.values()))


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
    meta = _meta("judged", "Licence Ouverte 2.0 ou MIT", "../shared/data", f"Jeu jugé {name}.", cases)
    return Dataset(name=name, meta=meta, cases=tuple(cases), digest=_digest(*(one.model_dump_json() for one in cases)))


def _judged(name: str) -> Any:
    """The judged set of the benchmarks, whose folder does not ship."""
    try:
        sets = import_module("benchmarks.judged").SETS
    except ImportError:
        return None
    found = next(one for one in sets if one.name == name)
    return found if found.folder.is_dir() and all(path.is_file() for path in found.paths) else None


def _meta(schema: str, licence: str, origin: str, description: str, cases: Sequence[Case]) -> Meta:
    counts = {split: sum(case.split == split for case in cases) for split in sorted({case.split for case in cases})}
    told = {"schema": f"jalon.{schema}/1", "version": "1", "licence": licence, "origin": origin}
    return Meta.model_validate({**told, "description": description, "splits": counts})


def _digest(*texts: str) -> str:
    return sha256("\0".join(texts).encode()).hexdigest()

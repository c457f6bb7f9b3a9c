"""The sets that do not ship: the judged ones of ``../shared/data``, and the requests of the tests."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from evals.cases import Case, Dataset, DatasetAbsentError, made_dataset
from evals.world import Corpus

ROOT = Path(__file__).parents[1]
REQUESTS = ROOT / "tests" / "funding" / "requests"
SPLITS = {"tuned": "dev", "held_out": "test"}
MANY_WORDS, FEW_WORDS = 12, 5
JUDGED = {
    "funding": {
        "version": "2021-2022",
        "licence": "Licence Ouverte 2.0",
        "origin": "../shared/data/judged/funding, on aids of Aides-territoires",
        "description": "22 requests, graded 0 to 3 on 721 aids, pooled from four systems; what is not judged is 0.",
    },
    "crpa": {
        "version": "1.0.0",
        "licence": "Licence Ouverte 2.0",
        "origin": "../shared/data/judged/crpa, on the code of SocialGouv/legi-data",
        "description": "20 lay questions and the articles in force of the CRPA that answer.",
    },
    "cnil": {
        "version": "1.0.0",
        "licence": "MIT",
        "origin": "../shared/data/judged/cnil, from etalab-ia/piaf-ml",
        "description": "Real questions put to the CNIL and the answer of each.",
    },
}


def facet_requests() -> Dataset:
    """The requests on which the readers are tuned, and those held out; raises DatasetAbsentError outside a checkout."""
    files = {name: REQUESTS / f"{name}.toml" for name in SPLITS}
    if not all(file.is_file() for file in files.values()):
        raise DatasetAbsentError("demandes de tests/funding/requests absentes (dépôt non présent)")
    texts = {name: file.read_text(encoding="utf-8") for name, file in files.items()}
    cases = [case for name, text in texts.items() for case in _facet_cases(name, tomllib.loads(text)["request"])]
    return made_dataset(
        "facets",
        cases,
        schema="jalon.facets/1",
        version="1.0.0",
        licence="MIT",
        origin="Written for Jalon (tests/funding/requests)",
        description="Requests for funding and what they say.",
    )


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
    return made_dataset(name, cases, schema="jalon.judged/1", **JUDGED[name])


def _judged(name: str) -> Any:
    """The judged set of the benchmarks, whose folder does not ship."""
    try:
        sets = import_module("benchmarks.judged").SETS
    except ImportError:
        return None
    found = next(one for one in sets if one.name == name)
    return found if found.folder.is_dir() and all(path.is_file() for path in found.paths) else None

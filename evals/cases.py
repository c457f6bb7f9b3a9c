"""The common shape of every dataset: cases as JSONL, beside a header that says where they come from.

``datasets/NAME.jsonl`` holds one case a line and ``datasets/NAME.meta.json`` its header. A suite says, in its own
module, which keys ``input`` and ``expected`` have; ``evals/README.md`` lists them all.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, Field, JsonValue, ValidationError

from assistant.domain import Frozen
from assistant.errors import InputError

DATASETS = Path(__file__).parent / "datasets"

Shape = TypeVar("Shape", bound=BaseModel)


class DatasetAbsentError(InputError):
    """The dataset is not on this machine; the suite that asks for it is skipped with this message."""


class Case(Frozen):
    """One case: what is given, what is expected, and the slices of the tables in which it is counted.

    A slice may hold several values («rate date»): the case is counted under each.
    """

    id: str = Field(min_length=1)
    split: str
    slices: dict[str, str] = Field(default_factory=dict)
    input: dict[str, JsonValue]
    expected: JsonValue


class Meta(Frozen):
    """The header of a dataset.

    ``schema`` names the shape of its inputs and expectations («jalon.grounding/1»); ``splits`` counts the cases of each
    («dev»: may be looked at and tuned on; «test»: is only measured).
    """

    schema_name: str = Field(alias="schema", pattern=r"^jalon\.[a-z_]+/\d+$")
    version: str
    licence: str
    origin: str
    description: str
    splits: dict[str, int]


class Dataset(Frozen):
    """Cases, their header, and the digest that tells one version of them from another."""

    name: str
    meta: Meta
    cases: tuple[Case, ...]
    digest: str


def load_dataset(name: str, folder: Path = DATASETS) -> Dataset:
    """A dataset by its name; raises DatasetAbsentError, and InputError that names the line which is not a case."""
    path, header = folder / f"{name}.jsonl", folder / f"{name}.meta.json"
    if not path.is_file() or not header.is_file():
        raise DatasetAbsentError(f"jeu de cas « {name} » absent ({path.name} et {header.name})")
    meta = _parsed(Meta, header.read_text(encoding="utf-8"), header.name)
    cases = tuple(read_rows(path, Case))
    _check(cases, meta, path.name)
    return Dataset(name=name, meta=meta, cases=cases, digest=_digest(cases))


def made_dataset(name: str, cases: Iterable[Case], **header: str) -> Dataset:
    """Cases that another file gives in a shape of its own; ``header`` is that of ``Meta``, its splits are counted.

    Raises InputError as ``load_dataset`` does.
    """
    found = tuple(cases)
    meta = Meta.model_validate({**header, "splits": Counter(case.split for case in found)})
    _check(found, meta, name)
    return Dataset(name=name, meta=meta, cases=found, digest=_digest(found))


def load_together(name: str, sets: Sequence[str], folder: Path = DATASETS) -> Dataset:
    """The cases of all the sets that are here, as one; a case keeps the name of its set before its own.

    Raises DatasetAbsentError when none is here.
    """
    found = [load_dataset(one, folder) for one in sets if (folder / f"{one}.jsonl").is_file()]
    if not found:
        raise DatasetAbsentError(f"aucun jeu de cas : {', '.join(sets)}")
    cases = (case.model_copy(update={"id": f"{one.name}/{case.id}"}) for one in found for case in one.cases)
    digest = sha256("".join(one.digest for one in found).encode()).hexdigest()
    return Dataset(name=name, meta=found[0].meta, cases=tuple(cases), digest=digest)


def read_as(shape: type[Shape], case: Case, values: JsonValue) -> Shape:
    """The input or the expectation of a case in the shape that a suite asks for; raises InputError."""
    return _parsed(shape, json.dumps(values), f"cas « {case.id} »")


def read_rows(file: Path, shape: type[Shape]) -> Iterator[Shape]:
    """The rows of a JSONL file in a shape; raises InputError naming the line and the field that are not so."""
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip():
            yield _parsed(shape, line, f"{file.name}, ligne {number}")


def _digest(cases: Iterable[Case]) -> str:
    return sha256("\n".join(case.model_dump_json() for case in cases).encode()).hexdigest()


def _check(cases: tuple[Case, ...], meta: Meta, file: str) -> None:
    seen: set[str] = set()
    counts = Counter(case.split for case in cases)
    for case in cases:
        if case.id in seen:
            raise InputError(f"{file} : l'identifiant « {case.id} » est donné deux fois.")
        if case.split not in meta.splits:
            known = ", ".join(meta.splits)
            raise InputError(f"{file}, cas « {case.id} » : partie « {case.split} » inconnue. Parties : {known}.")
        seen.add(case.id)
    for split, count in meta.splits.items():
        if counts[split] != count:
            raise InputError(f"{file} : {counts[split]} cas dans la partie « {split} », {count} selon l'en-tête.")


def _parsed(shape: type[Shape], text: str, where: str) -> Shape:
    try:
        return shape.model_validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(map(str, first["loc"])) or "(ligne)"
        raise InputError(f"{where}, champ « {field} » : {first['msg']}.") from error

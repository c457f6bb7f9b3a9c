"""The corpus that ships, read from its files without an index: documents, their passages, aids."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

from assistant.domain import Passage
from assistant.errors import InputError
from assistant.storage import DocumentRecord
from assistant.territories import load_territories
from evals.places import PassagePlace
from ingestion.collections import RecordError, is_collection, read_collection
from ingestion.discovery import FoundFile, discover
from ingestion.documents import document_of_record, document_of_text
from ingestion.parsers import parse_file


@cache
def shipped_records() -> dict[str, DocumentRecord]:
    """The documents of the corpus by source («regulation/bacs.md»), with their passages and aids."""
    with as_file(files("ingestion") / "samples") as samples:
        found = discover([Path(samples)]).files
        return {record.document.source: record for file in found for record in _records(file)}


def passage_at(reference: PassagePlace) -> Passage:
    """The passage of a reference; raises InputError naming what is not there."""
    record = shipped_records().get(reference.document)
    if record is None:
        raise InputError(f"« {reference.document} » n'est pas un document du corpus livré.")
    under = [passage for passage in record.passages if passage.heading == reference.heading]
    if len(under) < reference.part:
        raise InputError(f"{reference.document} : {len(under)} passage(s) sous « {reference.heading} ».")
    return under[reference.part - 1]


def _records(file: FoundFile) -> Iterator[DocumentRecord]:
    territories = load_territories()
    if not is_collection(file.path):
        yield document_of_text(file, parse_file(file.path), None, territories)
        return
    for record in read_collection(file, None):
        if isinstance(record, RecordError):
            raise InputError(f"{file.source} : {record.reason}")
        yield document_of_record(file, record, territories)

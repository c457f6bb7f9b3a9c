"""What an ingestion did."""

from assistant.domain import Frozen


class IngestFailure(Frozen):
    """A source that could not be read, wholly or in part, and why (in French)."""

    source: str
    error: str


class IngestReport(Frozen):
    """Counts are documents (a file of 473 aids is 473); ``passages`` is the number now in the knowledge base.

    ``renamed`` says how many of the updated ones have only changed name or folder.
    ``warnings`` are parts of documents that could not be read, such as a scanned page; the rest of them is indexed.
    """

    added: int
    updated: int
    renamed: int
    unchanged: int
    deleted: int
    failed: tuple[IngestFailure, ...]
    warnings: tuple[IngestFailure, ...]
    passages: int
    seconds: float

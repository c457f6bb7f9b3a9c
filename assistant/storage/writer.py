"""Write the knowledge, one file a transaction: a reader sees a file's old documents or its new ones, never half."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from assistant.domain import Aid, Document, Frozen, Passage, PastOperation
from assistant.storage.database import Database
from assistant.storage.ledger import LedgerEntry
from assistant.storage.tables import (
    FORGOTTEN,
    REVISION,
    aids,
    documents,
    files,
    operations,
    passages,
    state,
    tombstones,
)

BATCH = 2000


class DocumentRecord(Frozen):
    """A document ready to store, with its passages and the record it describes, if any."""

    document: Document
    passages: tuple[Passage, ...]
    aid: Aid | None = None
    operation: PastOperation | None = None

    def content_hash(self) -> str:
        """Identity of all that is read; two records with the same hash need no rewriting, wherever their file is."""
        parts = [one.model_dump_json(exclude={"source"}) for one in (self.document, *self.passages)]
        parts += [record.model_dump_json() for record in (self.aid, self.operation) if record]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()


class FileChange(Frozen):
    """What storing a file changed, in documents; those that a renaming moved are among the updated ones."""

    added: int = 0
    updated: int = 0
    renamed: int = 0
    unchanged: int = 0
    deleted: int = 0


class KnowledgeWriter:
    """Stores and removes files. One process at a time holds one (the ingestion lock)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def store_file(
        self,
        entry: LedgerEntry,
        records: Iterable[DocumentRecord],
        *,
        failures: Callable[[], tuple[tuple[str, str], ...]] = tuple,
    ) -> FileChange:
        """Make the documents of a file exactly those given, rewriting only what differs, in one transaction.

        ``failures`` is asked once the records have been consumed: what failed in the file, for the ledger.
        """
        with self._database.begin() as connection:
            stored = select(documents.c.document_id, documents.c.content_hash).where(documents.c.path == entry.path)
            known = {row.document_id: row.content_hash for row in connection.execute(stored)}
            _write_entry(connection, entry)
            revision = _Revision(connection)
            counts = {"added": 0, "updated": 0, "unchanged": 0}
            seen: set[str] = set()
            pending: list[tuple[DocumentRecord, str]] = []
            for record in records:
                identity, digest = record.document.document_id, record.content_hash()
                seen.add(identity)
                outcome = "added" if identity not in known else "unchanged" if known[identity] == digest else "updated"
                counts[outcome] += 1
                if outcome == "unchanged":
                    continue
                pending.append((record, digest))
                if len(pending) >= BATCH:
                    _write(connection, entry.path, pending, revision)
                    pending = []
            _write(connection, entry.path, pending, revision)
            gone = sorted(set(known) - seen)
            _remove(connection, gone, revision)
            _write_entry(connection, entry.model_copy(update={"documents": len(seen), "failures": failures()}))
            return FileChange(**counts, deleted=len(gone))

    def move_file(self, old_path: str, entry: LedgerEntry, *, old_title: str, new_title: str) -> None:
        """Give the documents of a file the path and the source of ``entry``; their ids and texts stay.

        A document that its file had given its title takes the new one, and only then is it indexed again.
        """
        moved = update(documents).where(documents.c.path == old_path).values(path=entry.path, source=entry.source)
        named = documents.c.path == entry.path, documents.c.title == old_title
        with self._database.begin() as connection:
            _write_entry(connection, entry)
            connection.execute(moved)
            connection.execute(delete(files).where(files.c.path == old_path))
            if old_title != new_title and connection.scalar(select(documents.c.document_id).where(*named).limit(1)):
                titled = select(documents.c.document_id).where(*named)
                revised = update(passages).where(passages.c.document_id.in_(titled))
                connection.execute(revised.values(revision=_Revision(connection).value()))
                connection.execute(update(documents).where(*named).values(title=new_title))

    def remove_file(self, path: str) -> int:
        """Remove a file with its documents; returns how many documents went."""
        with self._database.begin() as connection:
            gone = list(connection.scalars(select(documents.c.document_id).where(documents.c.path == path)))
            _remove(connection, gone, _Revision(connection))
            connection.execute(delete(files).where(files.c.path == path))
            return len(gone)

    def forget_deletions(self, *, up_to_revision: int) -> None:
        """Drop the tombstones that every index to come already knows of: none is brought up to date from before."""
        with self._database.begin() as connection:
            connection.execute(delete(tombstones).where(tombstones.c.revision <= up_to_revision))
            _set_state(connection, FORGOTTEN, up_to_revision)


class _Revision:
    """The revision of one transaction, which takes a new one only when it changes passages."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._value: int | None = None

    def value(self) -> int:
        if self._value is None:
            self._value = (self._connection.scalar(select(state.c.value).where(state.c.name == REVISION)) or 0) + 1
            _set_state(self._connection, REVISION, self._value)
        return self._value


def _write_entry(connection: Connection, entry: LedgerEntry) -> None:
    values = entry.model_dump(mode="json")
    statement = upsert(files).values(values)
    connection.execute(statement.on_conflict_do_update(index_elements=["path"], set_=values))


def _set_state(connection: Connection, name: str, value: int) -> None:
    statement = upsert(state).values(name=name, value=value)
    connection.execute(statement.on_conflict_do_update(index_elements=["name"], set_={"value": value}))


def _write(
    connection: Connection, path: str, pending: Sequence[tuple[DocumentRecord, str]], revision: _Revision
) -> None:
    if not pending:
        return
    records = [record for record, _ in pending]
    _remove(connection, [record.document.document_id for record in records], revision)
    rows = [_document_row(record.document, path, digest) for record, digest in pending]
    _insert(connection, documents, rows)
    number = revision.value()
    written = [_passage_row(passage, ordinal, number) for r in records for ordinal, passage in enumerate(r.passages)]
    _insert(connection, passages, written)
    _insert(connection, aids, [_aid_row(record.document, record.aid) for record in records if record.aid])
    _insert(connection, operations, [_operation_row(r.document, r.operation) for r in records if r.operation])
    revived = delete(tombstones).where(tombstones.c.passage_id == bindparam("written"))
    if written:
        connection.execute(revived, [{"written": row["passage_id"]} for row in written])


def _insert(connection: Connection, table: Any, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _remove(connection: Connection, document_ids: Sequence[str], revision: _Revision) -> None:
    for start in range(0, len(document_ids), 500):
        batch = document_ids[start : start + 500]
        gone = list(connection.scalars(select(passages.c.passage_id).where(passages.c.document_id.in_(batch))))
        if gone:
            rows = [{"passage_id": passage_id, "revision": revision.value()} for passage_id in gone]
            connection.execute(insert(tombstones).prefix_with("OR REPLACE"), rows)
        connection.execute(delete(documents).where(documents.c.document_id.in_(batch)))


def _document_row(document: Document, path: str, digest: str) -> dict[str, Any]:
    told = {"kind": document.kind.value, "themes": list(document.themes), "path": path, "content_hash": digest}
    return {**document.model_dump(), **told}


def _passage_row(passage: Passage, ordinal: int, revision: int) -> dict[str, Any]:
    return {
        "passage_id": passage.passage_id,
        "document_id": passage.document_id,
        "ordinal": ordinal,
        "page": passage.page,
        "heading_path": list(passage.heading_path),
        "start": passage.start,
        "end": passage.end,
        "revision": revision,
    }


def _aid_row(document: Document, aid: Aid) -> dict[str, Any]:
    return {"document_id": document.document_id, "slug": aid.slug, "data": aid.model_dump_json()}


def _operation_row(document: Document, operation: PastOperation) -> dict[str, Any]:
    return {"document_id": document.document_id, "data": operation.model_dump_json()}

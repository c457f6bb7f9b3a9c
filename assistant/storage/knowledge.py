"""Read the knowledge: documents, passages, aids and operations, and what has changed since a revision."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, case, func, select

from assistant.domain import Aid, Document, DocumentKind, Frozen, Passage, PastOperation, is_project_id
from assistant.errors import NotFoundError
from assistant.storage.database import Database
from assistant.storage.tables import FORGOTTEN, REVISION, aids, documents, operations, passages, state, tombstones

BATCH = 500  # rows asked by id in one statement, under SQLite's limit of variables

_PASSAGE_COLUMNS = (
    passages,
    documents.c.kind,
    documents.c.title,
    documents.c.source,
    documents.c.url,
    documents.c.valid_from,
    documents.c.valid_to,
    documents.c.legal_status,
    documents.c.verified_on,
    documents.c.territory,
    documents.c.themes,
    documents.c.collection,
)
_PASSAGE_TEXT = func.substr(documents.c.text, passages.c.start + 1, passages.c.end - passages.c.start)
# The passages of a document are written together: its text, which may be long, comes once, with the first of them.
_DOCUMENT_TEXT = case((passages.c.ordinal == 0, documents.c.text))


class KindCount(Frozen):
    """How many documents and passages of one kind are stored."""

    kind: DocumentKind
    documents: int
    passages: int


class KnowledgeStore:
    """Reads what ingestion has stored. Safe to share between threads."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def revision(self) -> int:
        """A number that grows with each committed change of the passages; 0 before any."""
        with self._database.connect() as connection:
            return connection.scalar(select(state.c.value).where(state.c.name == REVISION)) or 0

    def forgotten_revision(self) -> int:
        """The revision up to which deletions are no longer kept; an older index cannot be brought up to date."""
        with self._database.connect() as connection:
            return connection.scalar(select(state.c.value).where(state.c.name == FORGOTTEN)) or 0

    def counts(self) -> tuple[KindCount, ...]:
        """Documents and passages of each kind that has some."""
        statement = (
            select(
                documents.c.kind,
                func.count(documents.c.document_id.distinct()),
                func.count(passages.c.passage_id),
            )
            .outerjoin(passages, passages.c.document_id == documents.c.document_id)
            .group_by(documents.c.kind)
            .order_by(documents.c.kind)
        )
        with self._database.connect() as connection:
            return tuple(
                KindCount(kind=kind, documents=count, passages=parts)
                for kind, count, parts in connection.execute(statement)
            )

    def passage(self, passage_id: str) -> Passage:
        """One passage; raises NotFoundError."""
        found = self.passages([passage_id])
        if not found:
            raise NotFoundError(f"Le passage « {passage_id} » n'existe pas ou plus : son document a pu être retiré.")
        return found[passage_id]

    def passages(self, passage_ids: Sequence[str]) -> dict[str, Passage]:
        """The passages that still exist among those asked, by id."""
        rows = self._by_ids(lambda ids: passages.c.passage_id.in_(ids), passage_ids)
        return {row.passage_id: _passage(row, row.text) for row in rows}

    def documents_of(self, passage_ids: Sequence[str]) -> dict[str, str]:
        """The document ids of the passages that still exist among those asked, by passage id."""
        found: dict[str, str] = {}
        with self._database.connect() as connection:
            for batch in _batches(passage_ids):
                owned = select(passages.c.passage_id, passages.c.document_id).where(passages.c.passage_id.in_(batch))
                found |= {row.passage_id: row.document_id for row in connection.execute(owned)}
        return found

    def passages_of(self, document_ids: Sequence[str]) -> dict[str, list[Passage]]:
        """The passages of documents, in their order, by document id."""
        found: dict[str, list[Passage]] = {document_id: [] for document_id in document_ids}
        for row in self._by_ids(lambda ids: passages.c.document_id.in_(ids), document_ids):
            found[row.document_id].append(_passage(row, row.text))
        return found

    def _by_ids(self, condition: Callable[[Sequence[str]], ColumnElement[bool]], ids: Sequence[str]) -> list[Row[Any]]:
        rows: list[Row[Any]] = []
        with self._database.connect() as connection:
            for batch in _batches(ids):
                statement = (
                    _passage_select(_PASSAGE_TEXT)
                    .where(condition(batch))
                    .order_by(passages.c.document_id, passages.c.ordinal)
                )
                rows.extend(connection.execute(statement))
        return rows

    def iter_passages(self, *, after_revision: int = 0) -> Iterator[Passage]:
        """Stream the passages added after a revision, in a stable order, without holding them all."""
        statement = (
            _passage_select(_DOCUMENT_TEXT)
            .where(passages.c.revision > after_revision)
            .order_by(passages.c.document_id, passages.c.ordinal)
            .execution_options(yield_per=1000)
        )
        with self._database.connect() as connection:
            text = ""
            for row in connection.execute(statement):
                text = text if row.text is None else row.text
                yield _passage(row, text[row.start : row.end])

    def attached_projects(self) -> frozenset[str]:
        """The projects to which documents are attached: their ids are the collections of these."""
        statement = select(documents.c.collection).where(documents.c.collection.like("p-________")).distinct()
        with self._database.connect() as connection:
            found = [str(name) for (name,) in connection.execute(statement)]
        return frozenset(name for name in found if is_project_id(name))

    def passage_count(self, *, after_revision: int = 0) -> int:
        """Number of passages stored, or of those added after a revision."""
        statement = select(func.count()).select_from(passages).where(passages.c.revision > after_revision)
        with self._database.connect() as connection:
            return connection.scalar(statement) or 0

    def deleted_passage_ids(self, *, after_revision: int) -> tuple[str, ...]:
        """The passages removed after a revision."""
        statement = select(tombstones.c.passage_id).where(tombstones.c.revision > after_revision)
        with self._database.connect() as connection:
            return tuple(connection.scalars(statement.order_by(tombstones.c.passage_id)))

    def document(self, document_id: str) -> Document:
        """One document with its whole text; raises NotFoundError."""
        with self._database.connect() as connection:
            row = connection.execute(select(documents).where(documents.c.document_id == document_id)).one_or_none()
        if row is None:
            raise NotFoundError(f"Le document « {document_id} » n'existe pas ou plus.")
        return Document.model_validate(
            {name: getattr(row, name) for name in Document.model_fields} | {"themes": row.themes or ()}
        )

    def aids_of(self, document_ids: Sequence[str]) -> dict[str, Aid]:
        """The aids that documents describe, by document id."""
        return {name: Aid.model_validate_json(data) for name, data in self._data(aids, document_ids)}

    def operations(self, document_ids: Sequence[str]) -> dict[str, PastOperation]:
        """The past operations that documents describe, by document id."""
        return {name: PastOperation.model_validate_json(data) for name, data in self._data(operations, document_ids)}

    def all_operations(self) -> list[tuple[str, PastOperation]]:
        """Every past operation, with the id of the document that describes it."""
        statement = select(operations.c.document_id, operations.c.data).order_by(operations.c.document_id)
        with self._database.connect() as connection:
            rows = connection.execute(statement).all()
        return [(row.document_id, PastOperation.model_validate_json(row.data)) for row in rows]

    def _data(self, table: Any, document_ids: Sequence[str]) -> list[tuple[str, str]]:
        found: list[tuple[str, str]] = []
        with self._database.connect() as connection:
            for batch in _batches(document_ids):
                statement = select(table.c.document_id, table.c.data).where(table.c.document_id.in_(batch))
                found.extend((row.document_id, row.data) for row in connection.execute(statement))
        return found

    def aid_documents(self) -> dict[str, str]:
        """The document that describes each aid, by slug."""
        with self._database.connect() as connection:
            rows = connection.execute(select(aids.c.slug, aids.c.document_id).order_by(aids.c.slug)).all()
        return {row.slug: row.document_id for row in rows}

    def aid(self, slug: str) -> Aid:
        """The aid of a slug; raises NotFoundError."""
        with self._database.connect() as connection:
            data = connection.scalar(select(aids.c.data).where(aids.c.slug == slug).limit(1))
        if data is None:
            raise NotFoundError(f"L'aide « {slug} » n'existe pas dans les documents indexés.")
        return Aid.model_validate_json(data)


def _passage_select(text: ColumnElement[str]) -> Any:
    return select(*_PASSAGE_COLUMNS, text.label("text")).join(
        documents, documents.c.document_id == passages.c.document_id
    )


def _passage(row: Row[Any], text: str) -> Passage:
    return Passage(
        passage_id=row.passage_id,
        document_id=row.document_id,
        kind=DocumentKind(row.kind),
        title=row.title,
        source=row.source,
        text=text,
        start=row.start,
        end=row.end,
        page=row.page,
        heading_path=tuple(row.heading_path),
        url=row.url,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        legal_status=row.legal_status,
        verified_on=row.verified_on,
        territory=row.territory,
        themes=tuple(row.themes or ()),
        collection=row.collection,
    )


def _batches(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    return (ids[start : start + BATCH] for start in range(0, len(ids), BATCH))

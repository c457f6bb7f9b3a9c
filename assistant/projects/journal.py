"""Who did what, when: comments and changes of a project, in their order."""

from datetime import datetime
from enum import StrEnum

from pydantic import Field
from sqlalchemy import insert, select

from assistant.domain import Frozen
from assistant.errors import InputError
from assistant.storage import Database
from assistant.storage.tables import journal

LONGEST = 4000
NOBODY = "non indiqué"


class EntryKind(StrEnum):
    """What an entry tells."""

    COMMENT = "comment"
    EDITED = "edited"
    CONFIRMED = "confirmed"
    SAVED = "saved"
    PHASE = "phase"
    RESTORED = "restored"
    FOLLOWED = "followed"


class Entry(Frozen):
    """An entry of the journal; ``version`` is that of the sheet which it speaks of."""

    project_id: str
    at: datetime
    author: str
    kind: EntryKind
    text: str
    version: int | None = None
    entry_id: int = Field(default=0, exclude=True)


class Journal:
    """The entries of all projects."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self, project_id: str, kind: EntryKind, text: str, *, at: datetime, author: str = "", version: int | None = None
    ) -> Entry:
        """Write an entry; raises InputError for an empty or an endless text."""
        said = text.strip()
        if not said:
            raise InputError("Le commentaire est vide : écrivez-le, puis envoyez-le.", field="text")
        if len(said) > LONGEST:
            raise InputError(f"Le commentaire a {len(said)} caractères, {LONGEST} au plus.", field="text")
        entry = Entry(
            project_id=project_id, at=at, author=author.strip()[:100] or NOBODY, kind=kind, text=said, version=version
        )
        with self._database.begin() as connection:
            connection.execute(insert(journal), entry.model_dump(mode="json"))
        return entry

    def of(self, project_id: str, limit: int = 200) -> tuple[Entry, ...]:
        """The last entries of a project, the last one first."""
        statement = select(journal).where(journal.c.project_id == project_id).order_by(journal.c.entry_id.desc())
        with self._database.connect() as connection:
            rows = connection.execute(statement.limit(limit)).mappings()
            return tuple(Entry.model_validate(dict(row)) for row in rows)

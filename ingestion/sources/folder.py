"""What was fetched of one remote source: its raw bytes and where they come from, in a folder of the home."""

import hashlib
import os
import shutil
from datetime import datetime
from pathlib import Path

from pydantic import ValidationError

from assistant.domain import Frozen
from assistant.errors import StorageError

NOTE = ".source.json"  # no page is kept under a name that starts with a dot


class SourceNote(Frozen):
    """Where the bytes of a page come from. ``url`` is the one asked, ``final_url`` the one after redirects."""

    url: str
    final_url: str
    fetched_at: datetime
    etag: str | None
    last_modified: str | None
    content_type: str
    charset: str | None
    file: str


class SourceFolder:
    """The folder of one source, named by the digest of its address; a file in it is replaced whole or not at all."""

    def __init__(self, home: Path, address: str) -> None:
        self.path = home.resolve() / "fetched" / hashlib.sha256(address.encode()).hexdigest()

    def note(self) -> SourceNote | None:
        """The note of the last fetch, None when there is none or when its bytes are missing."""
        try:
            note = SourceNote.model_validate_json((self.path / NOTE).read_bytes())
        except (OSError, ValidationError):
            return None
        return note if (self.path / note.file).is_file() else None

    def keep(self, note: SourceNote, content: bytes) -> Path:
        """Keep the content of a page and its note, in place of the former ones; returns the path of the content."""
        former = self.note()
        path = self.write(note.file, content)
        self.write(NOTE, note.model_dump_json(indent=2).encode())
        if former and former.file != note.file:
            (self.path / former.file).unlink(missing_ok=True)
        return path

    def write(self, name: str, content: bytes) -> Path:
        """Write a file, or leave it untouched when it already holds the content; raises StorageError."""
        path = self.path / name
        partial = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            if path.is_file() and path.read_bytes() == content:
                return path
            path.parent.mkdir(parents=True, exist_ok=True)
            partial.write_bytes(content)
            partial.replace(path)
        except OSError as error:
            raise StorageError(
                f"Le contenu téléchargé ne peut pas être écrit dans {self.path.parent} ({error.strerror}). "
                "Libérez de la place ou changez les droits de ce dossier, puis relancez."
            ) from error
        finally:
            partial.unlink(missing_ok=True)
        return path

    def empty(self) -> None:
        """Forget what was fetched; the empty folder stays, to be compared with the ledger."""
        shutil.rmtree(self.path, ignore_errors=True)
        self.path.mkdir(parents=True, exist_ok=True)

"""The files that people send: checked by name and size, then kept in a folder of the home, from which they are read."""

import shutil
import unicodedata
import uuid
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Annotated, NamedTuple

from fastapi import Depends
from starlette.datastructures import UploadFile
from starlette.requests import Request

from assistant.domain import DocumentKind
from assistant.errors import InputError, StorageError, reason_of
from assistant.settings import Settings

MEGABYTE = 1024 * 1024
MOST_MEGABYTES = 100  # of one sending
MOST_FILES = 20  # of one sending
LONGEST_NAME = 120  # characters, its suffix included
OTHER = "autres"


class Received(NamedTuple):
    """What a form with files sent; ``is_too_large`` when it was not read."""

    files: Sequence[UploadFile] = ()
    kind: str = ""
    is_too_large: bool = False


async def received(request: Request) -> AsyncIterator[Received]:
    """The files of a form; one that is too large, or does not tell its size, is emptied without being kept."""
    length = request.headers.get("content-length", "")
    if not length.isdecimal() or int(length) > MOST_MEGABYTES * MEGABYTE:
        async for _ in request.stream():  # a browser shows the answer only once it has sent everything
            pass
        yield Received(is_too_large=True)
        return
    async with request.form(max_files=MOST_FILES + 1) as form:
        sent = [one for one in form.getlist("file") if isinstance(one, UploadFile) and one.filename]
        kind = form.get("kind")
        yield Received(sent, kind if isinstance(kind, str) else "")


Sent = Annotated[Received, Depends(received)]


def keep(sent: Received, settings: Settings) -> tuple[Path, ...]:
    """Write the files into the folder of their kind, in place of those of the same name.

    Raises InputError, before anything is written, for an unknown kind, a format not read, an empty file, two of one
    name, too many or none; StorageError when the home cannot be written.
    """
    if sent.is_too_large:
        raise InputError(f"L'envoi dépasse {MOST_MEGABYTES} Mo : envoyez vos fichiers en plusieurs fois.", field="file")
    if not 0 < len(sent.files) <= MOST_FILES:
        raise InputError(f"Choisissez de 1 à {MOST_FILES} fichiers, par exemple un PDF.", field="file")
    kind, names = kind_of(sent), [_checked(one) for one in sent.files]
    if len(set(names)) < len(names):
        raise InputError("Deux fichiers portent le même nom : renommez l'un des deux.", field="file")
    folder = settings.uploads_path / (kind or OTHER)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return tuple(_write(one, folder / name) for one, name in zip(sent.files, names, strict=True))
    except OSError as error:
        raise StorageError(f"Le fichier n'a pas pu être gardé : {reason_of(error)}.") from error


def kind_of(sent: Received) -> DocumentKind | None:
    """The kind that was chosen, None to let each file tell it; raises InputError for an unknown one."""
    if sent.kind and sent.kind not in set(DocumentKind):
        raise InputError(f"Type inconnu : « {sent.kind[:40]} ». Types : {', '.join(DocumentKind)}.", field="kind")
    return DocumentKind(sent.kind) if sent.kind else None


def safe_name(name: str) -> str:
    """The last part of a name as a file may bear it: no folder, no control character, not hidden, not too long."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    kept = "".join(one if one.isprintable() else " " for one in last).strip().lstrip(".~$ ")
    suffix = Path(kept).suffix[:LONGEST_NAME]
    return kept if len(kept) <= LONGEST_NAME else kept[: LONGEST_NAME - len(suffix)] + suffix


def _checked(file: UploadFile) -> str:
    """The name under which a file is kept."""
    from ingestion.formats import COLLECTIONS, PARSERS, refusal, suffix_of

    name = safe_name(file.filename or "")
    suffix = suffix_of(name)
    if suffix not in PARSERS and suffix not in COLLECTIONS:
        raise InputError(f"« {name} » n'a pas été pris : {refusal(suffix)}.", field="file")
    if not file.size:
        raise InputError(f"« {name} » est vide : choisissez un fichier qui a un contenu.", field="file")
    return name


def _write(file: UploadFile, path: Path) -> Path:
    """Keep a file whole or not at all."""
    part = path.with_name(f".{uuid.uuid4().hex}.part")
    try:
        with part.open("wb") as out:
            shutil.copyfileobj(file.file, out)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return path

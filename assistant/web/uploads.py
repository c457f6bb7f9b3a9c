"""The files that people send: checked by name and size, then kept in a folder of the home, from which they are read."""

import shutil
import unicodedata
import uuid
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, NamedTuple

from fastapi import Depends
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from assistant.domain import DocumentKind
from assistant.errors import InputError, StorageError, reason_of

MEGABYTE = 1024 * 1024
MOST_MEGABYTES = 100  # of one sending
MOST_FILES = 20  # of one sending
LONGEST_NAME = 120  # characters, its suffix included
OTHER = "autres"
BEGINNING = 256 * 1024  # bytes of a form that is too large in which its texts are looked for


class Received(NamedTuple):
    """What a form with files sent: its files and its texts; without the files when it ``is_too_large``."""

    files: Sequence[UploadFile] = ()
    texts: Mapping[str, str] = {}
    is_too_large: bool = False


def up_to(megabytes: int) -> Callable[[Request], AsyncIterator[Received]]:
    """What reads the form of a page, of so many megabytes at the most."""

    async def received(request: Request) -> AsyncIterator[Received]:
        """The form; of one that is too large, or does not tell its size, only the texts before the files are kept."""
        length = request.headers.get("content-length", "")
        if not length.isdecimal() or int(length) > megabytes * MEGABYTE:
            yield Received(texts=await _first_texts(request), is_too_large=True)
            return
        async with request.form(max_files=MOST_FILES + 1) as form:
            sent = [one for one in form.getlist("file") if isinstance(one, UploadFile) and one.filename]
            yield Received(sent, _texts(form))

    return received


async def _first_texts(request: Request) -> Mapping[str, str]:
    """The texts with which a form begins; the rest is read and let go, since a browser shows the answer only then."""

    async def beginning() -> AsyncGenerator[bytes, None]:
        kept = 0
        async for piece in request.stream():
            if kept < BEGINNING:
                kept += len(piece)
                yield piece

    if "boundary=" not in request.headers.get("content-type", ""):
        async for _ in request.stream():
            pass
        return {}
    try:
        return _texts(await MultiPartParser(request.headers, beginning()).parse())
    except MultiPartException:
        async for _ in request.stream():
            pass
        return {}


def _texts(form: FormData) -> Mapping[str, str]:
    return {name: value for name, value in form.multi_items() if isinstance(value, str)}


Sent = Annotated[Received, Depends(up_to(MOST_MEGABYTES))]


def keep(sent: Received, folder: Path, *, megabytes: int = MOST_MEGABYTES, records: bool = True) -> tuple[Path, ...]:
    """Write the files into a folder, in place of those of the same name.

    Files of many records are taken only with ``records``. Raises InputError, before anything is written, for a format
    not read, an empty file, two of one name, too many or none; StorageError when the home cannot be written.
    """
    if sent.is_too_large:
        raise InputError(f"L'envoi dépasse {megabytes} Mo : envoyez vos fichiers en plusieurs fois.", field="file")
    if not 0 < len(sent.files) <= MOST_FILES:
        raise InputError(f"Choisissez de 1 à {MOST_FILES} fichiers, par exemple un PDF.", field="file")
    names = [_checked(one, records=records) for one in sent.files]
    if len(set(names)) < len(names):
        raise InputError("Deux fichiers portent le même nom : renommez l'un des deux.", field="file")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return tuple(_write(one, folder / name) for one, name in zip(sent.files, names, strict=True))
    except OSError as error:
        raise StorageError(f"Le fichier n'a pas pu être gardé : {reason_of(error)}.") from error


def kind_of(sent: Received) -> DocumentKind | None:
    """The kind that was chosen, None to let each file tell it; raises InputError for an unknown one."""
    kind = sent.texts.get("kind", "")
    if kind and kind not in set(DocumentKind):
        raise InputError(f"Type inconnu : « {kind[:40]} ». Types : {', '.join(DocumentKind)}.", field="kind")
    return DocumentKind(kind) if kind else None


def safe_name(name: str) -> str:
    """The last part of a name as a file may bear it: no folder, no control character, not hidden, not too long."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    kept = "".join(one if one.isprintable() else " " for one in last).strip().lstrip(".~$ ")
    suffix = Path(kept).suffix[:LONGEST_NAME]
    return kept if len(kept) <= LONGEST_NAME else kept[: LONGEST_NAME - len(suffix)] + suffix


def _checked(file: UploadFile, *, records: bool) -> str:
    """The name under which a file is kept."""
    from ingestion.formats import COLLECTIONS, PARSERS, refusal, suffix_of

    name = safe_name(file.filename or "")
    suffix = suffix_of(name)
    if suffix not in PARSERS and suffix in COLLECTIONS and not records:
        raise InputError(
            f"« {name} » n'a pas été pris : joignez les documents eux-mêmes, un par fichier.", field="file"
        )
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

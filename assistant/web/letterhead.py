"""The letterhead of the authority, set from the page «Administration»: words, logo and models of its documents."""

import io
import zipfile
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from assistant.api.access import services_of
from assistant.errors import InputError, StorageError, reason_of
from assistant.export.pictures import is_drawable
from assistant.settings import Settings
from assistant.web.administration import BASE, shown
from assistant.web.uploads import Received, safe_name, up_to

router = APIRouter(include_in_schema=False)
PAGE = BASE + "/en-tete"
MOST_MEGABYTES = 5
LONGEST = 500  # characters of the words of the head
WORDS = "entete.txt"
LOGOS = {"png": "logo.png", "jpg": "logo.jpg", "jpeg": "logo.jpg", "svg": "logo.svg"}  # by suffix
MODELS = {"docx": "word/document.xml", "odt": "content.xml"}
Sent = Annotated[Received, Depends(up_to(MOST_MEGABYTES))]


@router.post(PAGE)
def keep(request: Request, sent: Sent) -> Response:
    """Keep the words and the files sent, each in place of the one of its kind; nothing when one cannot be taken."""
    settings = services_of(request).settings
    try:
        files = dict(_checked(safe_name(one.filename or ""), one.file.read()) for one in sent.files)
        words = _words(sent)
        _check_free(settings)
    except InputError as error:
        return shown(request, errors={"letterhead": str(error)}, status=422)
    _write(settings.own_letterhead, {**files, WORDS: words.encode()})
    return RedirectResponse(f"{BASE}#letterhead-title", status_code=303)


@router.post(PAGE + "/retirer")
def remove(request: Request) -> RedirectResponse:
    """Take the whole letterhead out; pressed twice, the second finds it gone."""
    folder = services_of(request).settings.own_letterhead
    for name in (WORDS, "modele.docx", "modele.odt", "logo.svg", "logo.png", "logo.jpg"):
        (folder / name).unlink(missing_ok=True)
    return RedirectResponse(f"{BASE}#letterhead-title", status_code=303)


def _words(sent: Received) -> str:
    if sent.is_too_large:
        raise InputError(f"L'envoi dépasse {MOST_MEGABYTES} Mo : réduisez l'image ou le modèle.", field="letterhead")
    words = sent.texts.get("words", "").strip()
    if len(words) > LONGEST:
        raise InputError(f"Le texte a {len(words)} caractères, {LONGEST} au plus.", field="letterhead")
    return words


def _check_free(settings: Settings) -> None:
    if settings.letterhead is not None:
        raise InputError("L'en-tête est réglé sur le serveur (JALON_LETTERHEAD) : changez-le là.", field="letterhead")


def _checked(name: str, content: bytes) -> tuple[str, bytes]:
    """The name under which a file is kept, and its content."""
    kind = name.rpartition(".")[2].lower()
    logo = LOGOS.get(kind, "")
    if logo and is_drawable(logo, content):
        return logo, content
    if kind in MODELS and _holds(content, MODELS[kind]):
        return f"modele.{kind}", content
    raise InputError(
        f"« {name} » n'a pas été pris : il faut un logo (PNG, JPEG, SVG) ou un modèle (DOCX, ODT) lisible.",
        field="letterhead",
    )


def _holds(content: bytes, member: str) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return member in archive.namelist()
    except zipfile.BadZipFile:
        return False


def _write(folder: Path, files: dict[str, bytes]) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(name.startswith("logo.") for name in files):
            for old in folder.glob("logo.*"):
                old.unlink()
        for name, content in files.items():
            (folder / name).write_bytes(content)
    except OSError as error:
        raise StorageError(f"L'en-tête n'a pas pu être gardé : {reason_of(error)}.") from error

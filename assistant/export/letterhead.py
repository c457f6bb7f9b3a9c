"""The letterhead of an authority: models of its own, put in one folder (``JALON_LETTERHEAD``)."""

from pathlib import Path

from assistant.domain import Frozen
from assistant.errors import InputError

LOGOS = ("logo.svg", "logo.png", "logo.jpg")


class Letterhead(Frozen):
    """What the folder holds: words and logo for the head of a PDF, models whose styles, head and foot are kept."""

    words: str = ""
    logo: Path | None = None
    docx: Path | None = None
    odt: Path | None = None


PLAIN = Letterhead()


def read_letterhead(folder: Path | None) -> Letterhead:
    """The letterhead of a folder with ``entete.txt``, ``logo.*``, ``modele.docx``, ``modele.odt``, each optional.

    Raises InputError when there is no such folder, or when it holds none of them.
    """
    if folder is None:
        return PLAIN
    words = folder / "entete.txt"
    found = Letterhead(
        words=words.read_text(encoding="utf-8").strip() if words.is_file() else "",
        logo=next((folder / name for name in LOGOS if (folder / name).is_file()), None),
        docx=_existing(folder / "modele.docx"),
        odt=_existing(folder / "modele.odt"),
    )
    if found == PLAIN:
        raise InputError(
            f"Le dossier d'en-tête {folder.name} ne contient ni entete.txt, ni logo, ni modele.docx, ni modele.odt.",
            field="letterhead",
        )
    return found


def _existing(path: Path) -> Path | None:
    return path if path.is_file() else None

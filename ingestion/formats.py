"""Every format that is read, listed once: which parser or which collection reader answers for which suffix."""

from collections.abc import Mapping
from pathlib import Path

PARSERS: Mapping[str, str] = {
    ".pdf": "pdf",
    ".docx": "docx",
    ".odt": "odt",
    ".rtf": "rtf",
    ".html": "html",
    ".htm": "html",
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "plain",
    ".csv": "csv_table",
    ".tsv": "csv_table",
    ".xlsx": "xlsx",
    ".ods": "ods",
    ".eml": "mail",
}
"""The module of ``ingestion.parsers`` that reads a file of one document."""

COLLECTIONS: Mapping[str, str] = {
    ".jsonl": "records",
    ".jsonl.gz": "records",
    ".ndjson": "records",
    ".json": "records",
    ".json.gz": "records",
    ".zip": "archive",
    ".eml": "message",
    ".xml": "legi",
    ".tar.gz": "legi",
}
"""The module of ``ingestion.collections`` that reads a file of many documents."""

ADVICE: Mapping[str, str] = {
    ".doc": "ouvrez-le dans votre traitement de texte et enregistrez-le en .docx ou en .odt",
    ".xls": "ouvrez-le dans votre tableur et enregistrez-le en .xlsx ou en .ods",
    ".ppt": "ouvrez-le et exportez-le en .pdf",
    ".pptx": "ouvrez-le et exportez-le en .pdf",
    ".odp": "ouvrez-le et exportez-le en .pdf",
    ".msg": "ouvrez-le dans votre messagerie et enregistrez-le en .eml",
    ".7z": "décompressez-le, ou refaites-en une archive .zip",
    ".rar": "décompressez-le, ou refaites-en une archive .zip",
    ".png": "passez-le à la reconnaissance de caractères (OCR) pour en faire un .pdf avec du texte",
    ".jpg": "passez-le à la reconnaissance de caractères (OCR) pour en faire un .pdf avec du texte",
    ".jpeg": "passez-le à la reconnaissance de caractères (OCR) pour en faire un .pdf avec du texte",
    ".tif": "passez-le à la reconnaissance de caractères (OCR) pour en faire un .pdf avec du texte",
    ".tiff": "passez-le à la reconnaissance de caractères (OCR) pour en faire un .pdf avec du texte",
}
"""What to do with a file of a format that is not read."""


def suffix_of(name: str) -> str:
    """The suffix of a file name in lower case, with both parts of a known double one («.tar.gz»)."""
    lower = name.lower()
    double = (suffix for suffix in COLLECTIONS if suffix.count(".") == 2 and lower.endswith(suffix))
    return next(double, Path(lower).suffix)


def refusal(suffix: str) -> str:
    """Why a file of a suffix is not read, and what to do."""
    if suffix in ADVICE:
        return f"format « {suffix} » non pris en charge : {ADVICE[suffix]}, puis ajoutez-le de nouveau"
    known = ", ".join(sorted({*PARSERS, *COLLECTIONS}))
    return f"format « {suffix or 'sans extension'} » inconnu ; formats lus : {known}"

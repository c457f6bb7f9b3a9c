"""A sound file of each format: the corpus that ships, completed by what the real libraries write."""

import io
import json
import tarfile
import zipfile
from collections.abc import Mapping
from email.message import EmailMessage
from functools import cache
from pathlib import Path

import openpyxl
from docx import Document
from odf.opendocument import OpenDocumentSpreadsheet, OpenDocumentText
from odf.table import Table, TableCell, TableRow
from odf.text import H, P

SAMPLES = Path(__file__).parents[2] / "ingestion" / "samples"
LARGEST_SAMPLE = 400_000
SAID = "La commune rénove l'éclairage public de la place : 12 luminaires, 40 % de subvention."
ARTICLE = (
    "<ARTICLE><META><META_COMMUN><ID>LEGIARTI000006390103</ID></META_COMMUN><META_SPEC><META_ARTICLE><NUM>L1111-1</NUM>"
    "<ETAT>VIGUEUR</ETAT><DATE_DEBUT>2015-01-01</DATE_DEBUT><DATE_FIN>2999-01-01</DATE_FIN></META_ARTICLE></META_SPEC>"
    f"</META><BLOC_TEXTUEL><CONTENU><p>{SAID}</p></CONTENU></BLOC_TEXTUEL></ARTICLE>"
)


@cache
def seeds() -> dict[str, list[bytes]]:
    """Sound files by suffix."""
    found: dict[str, list[bytes]] = {}
    for path in sorted(SAMPLES.rglob("*")):
        if path.is_file() and path.stat().st_size <= LARGEST_SAMPLE:
            found.setdefault(path.suffix, []).append(path.read_bytes())
    for suffix, data in _written().items():
        found.setdefault(suffix, []).append(data)
    return found


def _written() -> Mapping[str, bytes]:
    files = {
        ".docx": _docx(),
        ".odt": _odt(),
        ".xlsx": _xlsx(),
        ".ods": _ods(),
        ".eml": _eml(),
        ".csv": f"Commune;Montant;Note\n{'Raray;1 200,50;été' * 5}\n".encode("cp1252"),
        ".rtf": rb"{\rtf1\ansi{\fonttbl{\f0 Arial;}}\f0 L'\'e9clairage.\par Deux.\par}",
        ".html": f"<html><body><main><h1>Aide</h1><p>{SAID}</p><table><tr><td>a<td>b</table></main></html>".encode(),
        ".md": f"---\ntitle: Note\n---\n# Note\n\n{SAID}\n\n- a\n  - b\n".encode(),
        ".txt": SAID.encode("cp1252"),
        ".xml": ARTICLE.encode(),
        ".jsonl": "\n".join(json.dumps({"_id": str(n), "title": "T", "text": SAID}) for n in range(3)).encode(),
        ".json": json.dumps([{"_id": "1", "title": "T", "text": SAID}]).encode(),
    }
    return {**files, ".zip": zipped({f"dossier/f{suffix}": data for suffix, data in files.items()}), ".tar.gz": _legi()}


def zipped(members: Mapping[str, bytes]) -> bytes:
    """A ZIP archive of files."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return packed.getvalue()


def _docx() -> bytes:
    document, out = Document(), io.BytesIO()
    document.add_heading("Marché", 1)
    document.add_paragraph(SAID)
    document.add_paragraph("Premier lot", style="List Bullet")
    document.add_table(rows=2, cols=2).cell(0, 0).text = "Lot"
    document.save(out)
    return out.getvalue()


def _odt() -> bytes:
    document, out = OpenDocumentText(), io.BytesIO()
    document.text.addElement(H(outlinelevel=1, text="Marché"))
    document.text.addElement(P(text=SAID))
    document.write(out)
    return out.getvalue()


def _xlsx() -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in [["Commune", "Montant"], ["Raray", 1200.5], ["Total", "=B2*2"]]:
        book.worksheets[0].append(row)
    book.worksheets[0].merge_cells("A2:A3")
    book.save(out)
    return out.getvalue()


def _ods() -> bytes:
    document, out, sheet = OpenDocumentSpreadsheet(), io.BytesIO(), Table(name="Budget")
    for texts in (("Commune", "Montant"), ("Raray", "1 200,50 €")):
        row = TableRow()
        for text in texts:
            cell = TableCell()
            cell.addElement(P(text=text))
            row.addElement(cell)
        sheet.addElement(row)
    document.spreadsheet.addElement(sheet)
    document.write(out)
    return out.getvalue()


def _eml() -> bytes:
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = "Devis", "a@mairie.fr", "b@mairie.fr"
    message["Date"] = "Mon, 02 Mar 2026 10:00:00 +0100"
    message.set_content(SAID)
    message.add_alternative(f"<p>{SAID}</p>", subtype="html")
    message.add_attachment(_docx(), maintype="application", subtype="octet-stream", filename="annexe.docx")
    return message.as_bytes()


def _legi() -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        member = tarfile.TarInfo("legi/global/LEGIARTI000006390103.xml")
        member.size = len(ARTICLE.encode())
        archive.addfile(member, io.BytesIO(ARTICLE.encode()))
    return packed.getvalue()

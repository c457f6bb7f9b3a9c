"""Messages: one document for what was written, one for each attachment, quoted replies under their own heading."""

from email.message import EmailMessage
from pathlib import Path

import pytest
from docx import Document

from assistant.domain import DocumentKind
from assistant.errors import ParseError
from assistant.services import open_services
from assistant.settings import Settings
from ingestion import ingest
from ingestion.collections import Record, RecordError, read_collection
from ingestion.discovery import FoundFile
from ingestion.parsers import parse_file

REPLY = """Bonjour,

Le devis est accepté.

Le lun. 2 mars 2026 à 09:12, Anne Martin <anne@mairie.fr> a écrit :
> Voici le devis.
>
> Il expire en mai.
"""


def message(body: str = "Bonjour.", **headers: str) -> EmailMessage:
    made = EmailMessage()
    told = {"Subject": "Devis du préau", "From": "Zoé Élie <zoe@mairie.fr>", "To": "sg@mairie.fr"}
    for name, value in {**told, "Date": "Mon, 02 Mar 2026 10:00:00 +0100", **headers}.items():
        made[name] = value
    made.set_content(body)
    return made


def read(path: Path) -> tuple[list[Record], list[RecordError]]:
    found = list(read_collection(FoundFile(path=path, root=path.parent, source=path.name), None))
    return [one for one in found if isinstance(one, Record)], [one for one in found if isinstance(one, RecordError)]


def saved(made: EmailMessage, folder: Path) -> Path:
    (folder / "devis.eml").write_bytes(made.as_bytes())
    return folder / "devis.eml"


def test_who_wrote_when_and_what_is_read(tmp_path: Path) -> None:
    parsed = parse_file(saved(message(), tmp_path))
    assert parsed.title == "Devis du préau"
    assert parsed.text == "De : Zoé Élie <zoe@mairie.fr>\nÀ : sg@mairie.fr\nDate : 02/03/2026 10:00\n\nBonjour."


def test_a_quoted_reply_is_kept_under_its_own_heading(tmp_path: Path) -> None:
    parsed = parse_file(saved(message(REPLY), tmp_path))
    at = {words: block for words in ("accepté", "expire") for block in parsed.blocks
          if words in parsed.text[block.start : block.end]}  # fmt: skip
    assert at["accepté"].heading_path == ()
    assert at["expire"].heading_path == ("Message cité",)
    assert ">" not in parsed.text[at["expire"].start : at["expire"].end]


def test_the_body_of_a_message_in_html_is_read(tmp_path: Path) -> None:
    made = message()
    made.set_content("<p>Le <b>devis</b>.</p><ul><li>travaux</li></ul>", subtype="html")
    assert parse_file(saved(made, tmp_path)).text.endswith("Le devis.\n\n- travaux")


def test_a_reply_quoted_in_html_stands_under_its_own_heading(tmp_path: Path) -> None:
    made = message()
    quote = "<div class='gmail_quote'>Anne a écrit :<blockquote>Voici le devis.</blockquote></div>"
    made.set_content(f"<p>Accepté.</p>{quote}", subtype="html")
    parsed = parse_file(saved(made, tmp_path))
    assert parsed.blocks[-1].heading_path == ("Message cité",)
    assert parsed.text.endswith("Accepté.\n\nMessage cité\n\nAnne a écrit :\n\nVoici le devis.")


def test_each_attachment_is_a_document_named_after_the_message(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("Le préau est en bois.")
    document.save(str(tmp_path / "annexe.docx"))
    forwarded = message("Texte transmis.", Subject="Ancien message")
    made = message()
    made.add_attachment(
        (tmp_path / "annexe.docx").read_bytes(), maintype="application", subtype="octet-stream", filename="annexe.docx"
    )
    made.add_attachment("Une note.", filename="note.txt")
    made.add_attachment("Une autre note.", filename="note.txt")
    made.add_attachment(b"\x00", maintype="application", subtype="octet-stream", filename="plan.dwg")
    made.add_attachment(forwarded)
    (tmp_path / "annexe.docx").unlink()
    folder = tmp_path / "courrier"
    folder.mkdir()
    saved(made, folder)
    report = ingest([folder], settings=Settings(home=tmp_path / "home"))
    assert report.added == 5
    assert [failure.source for failure in report.failed] == ["devis.eml › plan.dwg"]
    assert "formats lus" in report.failed[0].error
    with open_services(Settings(home=tmp_path / "home")) as services:
        hits = services.knowledge.search("préau note texte transmis", kind=DocumentKind.REGULATION, limit=20)
    assert {hit.passage.source for hit in hits} == {
        "devis.eml", "devis.eml › annexe.docx", "devis.eml › note.txt", "devis.eml › note.txt (2)",
        "devis.eml › Ancien message.eml",
    }  # fmt: skip


def test_the_picture_of_a_signature_is_no_attachment(tmp_path: Path) -> None:
    made = message()
    made.add_attachment(b"\x89PNG", maintype="image", subtype="png", disposition="inline", filename="logo.png")
    records, errors = read(saved(made, tmp_path))
    assert (len(records), errors) == (1, [])


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"Ceci est un texte sans en-tete.", "n'est pas un message"),
        (b"Subject: " + b"=?utf-8?q?a?= " * 5000 + b"\n\nBonjour", "démesuré"),
    ],
)
def test_what_is_no_message_is_told(tmp_path: Path, content: bytes, reason: str) -> None:
    (tmp_path / "faux.eml").write_bytes(content)
    with pytest.raises(ParseError, match=reason):
        read(tmp_path / "faux.eml")

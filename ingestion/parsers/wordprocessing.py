"""Put in the flow of a Word document what Word shows there and python-docx passes over.

Form fields, tracked insertions, the text of notes (in brackets, where they are called) and text boxes (after their
paragraph).
"""

from collections.abc import Iterator
from typing import Any

from ingestion.parsers.xml import parse_xml

WRAPPERS = ("w:sdt", "w:ins", "w:moveTo", "w:smartTag", "w:customXml")
REMOVED = ("w:del", "w:moveFrom")
TEXT_BOX = "w:txbxContent"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"
NOTES = {"footnotes": "w:footnoteReference", "endnotes": "w:endnoteReference"}


def name(prefixed: str) -> str:
    """The full name of an element or an attribute: «w:p»."""
    from docx.oxml.ns import qn

    return str(qn(prefixed))


def value(element: Any) -> str:
    """The ``w:val`` of an element, empty when there is none."""
    return "" if element is None else str(element.get(name("w:val"), ""))


def flatten(document: Any) -> None:
    """Change the body of a document so that its paragraphs and tables hold all that is shown, once."""
    body = document.element.body
    for removed in list(body.iter(*map(name, REMOVED))):
        removed.getparent().remove(removed)
    for wrapper in list(body.iter(*map(name, WRAPPERS))):
        content = wrapper.find(name("w:sdtContent")) if wrapper.tag == name("w:sdt") else wrapper
        for child in list(content if content is not None else ()):
            wrapper.addprevious(child)
        wrapper.getparent().remove(wrapper)
    _move_text_boxes(body)
    _write_notes(document, body)


def _move_text_boxes(body: Any) -> None:
    for fallback in list(body.iter(FALLBACK)):
        if any(sibling.tag == CHOICE for sibling in fallback.itersiblings(preceding=True)):
            fallback.getparent().remove(fallback)
    for box in reversed(list(body.iter(name(TEXT_BOX)))):  # inner boxes come after the outer ones
        around = next(box.iterancestors(name("w:p")), None)
        if around is not None:
            for child in reversed(list(box)):
                around.addnext(child)


def _write_notes(document: Any, body: Any) -> None:
    from docx.oxml import OxmlElement

    for part in document.part.rels.values():
        kind = str(part.reltype).rpartition("/")[2]
        if kind not in NOTES or part.is_external:
            continue
        texts = dict(_notes(part.target_part.blob))
        for call in list(body.iter(name(NOTES[kind]))):
            text = OxmlElement("w:t")
            text.text = texts.get(str(call.get(name("w:id"))), "")
            call.addprevious(text)
            call.getparent().remove(call)


def _notes(blob: bytes) -> Iterator[tuple[str, str]]:
    """The id and the text in brackets of each note; the separators of the notes area are none."""
    for note in parse_xml(blob, what="document Word"):
        words = " ".join("".join(_note_words(note)).split())
        if words and note.get(name("w:type")) is None:
            yield str(note.get(name("w:id"))), f" ({words})"


def _note_words(note: Any) -> Iterator[str]:
    for element in note.iter(name("w:t"), name("w:tab"), name("w:br"), name("w:p")):
        yield (element.text or "") if element.tag == name("w:t") else " "

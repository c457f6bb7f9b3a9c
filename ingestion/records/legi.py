"""Articles in the XML of the LEGI base, as DILA publishes the law: one file a version of an article.

Shape: ``ARTICLE/META/META_COMMUN/ID``, ``META/META_SPEC/META_ARTICLE/{NUM,ETAT,DATE_DEBUT,DATE_FIN}``,
``CONTEXTE/TEXTE[@nature]/{TITRE_TXT,TM/TITRE_TM}`` (nested, with one title a period), ``BLOC_TEXTUEL/CONTENU`` (HTML).
Sources: the readers of Legilibre/legi.py (tar2sqlite) and DILA's description of the LEGI open data.
"""

from datetime import date
from typing import Any

from assistant.domain import DocumentKind
from assistant.errors import ParseError
from ingestion.parsers import BlockKind, TextBuilder
from ingestion.parsers.html import add_fragment
from ingestion.parsers.xml import parse_xml
from ingestion.records.articles import LEGIFRANCE_ARTICLE, open_ended
from ingestion.records.shape import Record

LEGIFRANCE_TEXT_ARTICLE = "https://www.legifrance.gouv.fr/loda/article_lc/"
NOTE = "Nota"


class EmptyArticleError(ParseError):
    """An article that is published without text."""


def read_article(data: bytes, kind: DocumentKind | None) -> Record:
    """A version of an article, its key the LEGIARTI id; raises ParseError when it is none or has no text."""
    root = parse_xml(data)
    identity = _text(root, "META/META_COMMUN/ID")
    if root.tag != "ARTICLE" or not identity.startswith("LEGIARTI"):
        raise ParseError("fichier XML de forme inconnue (ce n'est pas un article de la base LEGI)")
    about = "META/META_SPEC/META_ARTICLE"
    valid_from = _date(_text(root, f"{about}/DATE_DEBUT"))
    number = _text(root, f"{about}/NUM")
    context = root.find("CONTEXTE/TEXTE")
    is_code = context is None or context.get("nature", "CODE") == "CODE"
    builder = TextBuilder()
    for level, heading in enumerate(_headings(context, number, valid_from), start=1):
        builder.heading(heading, level)
    _add_text(root, builder)
    return Record(
        key=identity,
        kind=kind or DocumentKind.REGULATION,
        parsed=builder.build(title=_title(context, valid_from) or "Texte sans titre"),
        url=f"{LEGIFRANCE_ARTICLE if is_code else LEGIFRANCE_TEXT_ARTICLE}{identity}",
        reference=number or None,
        valid_from=valid_from,
        valid_to=open_ended(_date(_text(root, f"{about}/DATE_FIN"))),
        legal_status=_text(root, f"{about}/ETAT") or None,
    )


def _add_text(root: Any, builder: TextBuilder) -> None:
    content = root.find("BLOC_TEXTUEL/CONTENU")
    if content is None or not "".join(content.itertext()).strip():
        raise EmptyArticleError("article sans texte")
    add_fragment(_markup(content), builder)
    note = root.find("NOTA/CONTENU")
    if note is not None and "".join(note.itertext()).strip():
        builder.add(BlockKind.PARAGRAPH, f"{NOTE} :")
        add_fragment(_markup(note), builder)


def _markup(element: Any) -> str:
    from lxml import etree

    return str(etree.tostring(element, encoding="unicode", with_tail=False))


def _headings(context: Any, number: str, on: date | None) -> list[str]:
    """The titles of the sections around an article, outermost first, then its own heading."""
    titles = []
    section = None if context is None else context.find("TM")
    while section is not None:
        titles.append(_version_of(section.findall("TITRE_TM"), on))
        section = section.find("TM")
    return [title for title in titles if title] + ([f"Article {number}"] if number else [])


def _title(context: Any, on: date | None) -> str:
    return "" if context is None else _version_of(context.findall("TITRE_TXT"), on)


def _version_of(titles: list[Any], on: date | None) -> str:
    """Among the titles that a section or a text has had, the one of a day; the last when no date tells."""
    for title in titles:
        begin, end = _date(title.get("debut")), _date(title.get("fin"))
        if on and begin and begin <= on and (end is None or on < end):
            return _line(title)
    return _line(titles[-1]) if titles else ""


def _line(title: Any) -> str:
    return " ".join("".join(title.itertext()).split()) or str(title.get("c_titre_court", ""))


def _text(root: Any, path: str) -> str:
    return " ".join((root.findtext(path) or "").split())


def _date(value: str | None) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError as error:
        raise ParseError(f"« {(value or '')[:40]} » n'est pas une date") from error

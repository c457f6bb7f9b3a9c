"""Open the passage of a citation: its text in context, its quotes, and its page when it comes from a PDF."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from assistant.domain import Passage
from assistant.errors import ChangedError, NotFoundError
from assistant.knowledge.citations.pdf_page import PageImage, draw_page, highlight_boxes, open_page
from assistant.knowledge.citations.quotes import QuoteMatch, find_quote
from assistant.language import sentence_spans
from assistant.storage import KnowledgeStore, Ledger, LedgerEntry

CONTEXT = 800  # characters shown before and after a passage
DRAWING_VERSION = "1"  # raise it when the same page is drawn otherwise
PDF_SIGNATURE = b"%PDF-"


class PassageInContext(Passage):
    """A passage with the text that surrounds it in its document, and where each quote asked for stands in it."""

    before: str
    after: str
    quotes: tuple[QuoteMatch, ...]


class CitedPage:
    """The page of a passage in its original PDF, with what is to be highlighted."""

    def __init__(self, passage: Passage, number: int, entry: LedgerEntry, quotes: Sequence[QuoteMatch]) -> None:
        self.number = number
        self._passage = passage
        self._entry = entry
        self._spans = [(quote.start, quote.end) for quote in quotes] or [(0, len(passage.text))]

    def tag(self, width: int) -> str:
        """What identifies its image: the same file, passage, quotes and width give the same one."""
        parts = (DRAWING_VERSION, self._entry.sha256, self._passage.passage_id, str(self._spans), str(width))
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]

    def original(self) -> bytes:
        """The file as it was indexed; raises NotFoundError when it has gone, ChangedError when it is another."""
        source = self._passage.source
        try:
            data = Path(self._entry.path).read_bytes()
        except OSError as error:
            raise NotFoundError(
                f"Le fichier « {source} » n'est plus à sa place : la page ne peut pas être affichée. "
                "Le texte du passage reste disponible."
            ) from error
        if hashlib.sha256(data).hexdigest() != self._entry.sha256:
            raise ChangedError(
                f"Le fichier « {source} » a changé depuis son indexation : relancez « jalon ingest », puis posez de "
                "nouveau votre question."
            )
        if PDF_SIGNATURE not in data[:1024]:
            raise _not_a_pdf(source)
        return data

    def highlighted(self) -> float:
        """The share of the wanted characters that the page's text holds, 0 to 1; raises as ``original`` does."""
        with open_page(self.original(), self.number) as page:
            return highlight_boxes(page, self._passage.text, self._spans)[1]

    def image(self, width: int) -> PageImage:
        """The page, ``width`` pixels wide; raises as ``original`` does."""
        return draw_page(self.original(), self.number, passage=self._passage.text, spans=self._spans, width=width)


class CitationReader:
    """Opens passages. Safe between threads."""

    def __init__(self, store: KnowledgeStore, ledger: Ledger) -> None:
        self._store = store
        self._ledger = ledger

    def passage(self, passage_id: str, quotes: Sequence[str] = ()) -> PassageInContext:
        """A passage in its document; raises NotFoundError. A quote that is not in the passage is left out."""
        passage = self._store.passage(passage_id)
        text = self._store.document(passage.document_id).text
        found = [find_quote(passage.text, quote) for quote in quotes]
        return PassageInContext(
            **passage.model_dump(),
            before=_last_sentences(text[max(0, passage.start - CONTEXT) : passage.start]),
            after=_first_sentences(text[passage.end : passage.end + CONTEXT]),
            quotes=tuple(match for match in found if match),
        )

    def page(self, passage: PassageInContext) -> CitedPage:
        """The page of a passage; raises NotFoundError when its document has no pages that can be shown."""
        if passage.page is None:
            raise _not_a_pdf(passage.source)
        return CitedPage(passage, passage.page, self._ledger.of_document(passage.document_id), passage.quotes)


def _not_a_pdf(source: str) -> NotFoundError:
    return NotFoundError(f"« {source} » n'est pas un PDF : il n'a pas d'image de page. Lisez le texte du passage.")


def _last_sentences(text: str) -> str:
    """The text without the sentence that it cuts at its start."""
    if len(text) < CONTEXT:
        return text.strip()
    spans = sentence_spans(text)
    return text[spans[0][1] if len(spans) > 1 else 0 :].strip()


def _first_sentences(text: str) -> str:
    """The text without the sentence that it cuts at its end."""
    if len(text) < CONTEXT:
        return text.strip()
    spans = sentence_spans(text)
    return text[: spans[-1][0] if len(spans) > 1 else len(text)].strip()

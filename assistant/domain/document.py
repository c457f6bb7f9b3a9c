"""Documents and the passages that citations open."""

import re
from datetime import date
from enum import StrEnum

from assistant.domain.model import Frozen

PROJECT_ID = re.compile(r"p-[0-9a-f]{8}")


def is_project_id(name: str) -> bool:
    """Whether a name is that of a project; it is also the collection of the documents attached to it."""
    return PROJECT_ID.fullmatch(name) is not None


class DocumentKind(StrEnum):
    """What a document tells: what the law requires, what can be financed, what others have done."""

    REGULATION = "regulation"
    FUNDING = "funding"
    PROJECT = "project"


class Document(Frozen):
    """One source text as indexed.

    ``source`` is what the user recognises: a file path relative to the ingested folder, or a URL. A file of
    records gives one document a record. ``reference`` is the document's own number («L231-1», «Art. 2»).
    ``text`` is the whole extracted text; passages are spans of it. ``legal_status`` is the state of a legal text as
    Légifrance publishes it (VIGUEUR, ABROGE, MODIFIE, VIGUEUR_DIFF…): shown as it is, never used to decide what is in
    force, which the dates do alone. ``territory`` is the code of the territory that it concerns (None: all of them, or
    not said), ``themes`` what its source files it under, ``collection`` the name under which the user has put it.
    """

    document_id: str
    kind: DocumentKind
    title: str
    source: str
    text: str
    url: str | None = None
    reference: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    legal_status: str | None = None
    verified_on: date | None = None
    territory: str | None = None
    themes: tuple[str, ...] = ()
    collection: str | None = None


class Passage(Frozen):
    """A citable span of a document: ``document.text[start:end] == text``, always.

    ``page`` counts from 1 and is None where the format has no pages. ``heading_path`` runs from the outermost
    heading to the nearest; for an article it ends with its reference («Article L231-1»).
    """

    passage_id: str
    document_id: str
    kind: DocumentKind
    title: str
    source: str
    text: str
    start: int
    end: int
    page: int | None = None
    heading_path: tuple[str, ...] = ()
    url: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    legal_status: str | None = None
    verified_on: date | None = None
    territory: str | None = None
    themes: tuple[str, ...] = ()
    collection: str | None = None

    @property
    def heading(self) -> str:
        """The nearest heading, or an empty string."""
        return self.heading_path[-1] if self.heading_path else ""

    @property
    def project_id(self) -> str | None:
        """The project to which its document is attached, if any."""
        return self.collection if self.collection and is_project_id(self.collection) else None

    def is_in_force(self, on: date) -> bool:
        """Whether the text holds on a date; one without dates always does."""
        started = self.valid_from is None or self.valid_from <= on
        return started and (self.valid_to is None or on < self.valid_to)

    @property
    def in_context(self) -> str:
        """The text under its title and headings."""
        return "\n".join((self.title, *self.heading_path, self.text))


class SearchHit(Frozen):
    """A passage with its place (from 1), its fused score (higher is better, comparable in one answer only) and its
    relevance: the share of the query's words that it speaks of, from 0 to 1, rare words weighing more.
    """

    rank: int
    score: float
    relevance: float
    passage: Passage

"""Search what the texts require."""

from collections.abc import Sequence
from datetime import date

from assistant.agent.evidence import ToolEvidence
from assistant.agent.tools.building import ToolResult, artifact, listing, passage_text
from assistant.agent.tools.finding import Calling, evidence_of
from assistant.domain import DocumentKind, SearchHit
from assistant.knowledge import RELEVANCE_FLOOR, Knowledge
from assistant.language import normalise
from assistant.storage import KnowledgeStore

SHORT_TEXT = 12  # passages
MOST_ATTACHED = 4
JOINED = ("piece jointe", "pieces jointes", "ci joint", "ci jointe", "document joint", "fichier joint")
PER_TEXT = 5  # a text often answers by several of its passages


class RegulationTools:
    """The search of regulation on one date."""

    def __init__(self, *, knowledge: Knowledge, store: KnowledgeStore, on: date) -> None:
        self._knowledge = knowledge
        self._store = store
        self._on = on

    def search_regulations(self, query: str, limit: int = 6) -> ToolResult:
        """Passages of regulation that answer a query, after those of the documents attached to the project."""
        attached = self._attached(query)
        found = self._knowledge.search(
            query, kind=DocumentKind.REGULATION, limit=limit, on=self._on, per_document=PER_TEXT
        )
        hits = [*attached, *found]
        evidence = self._as_asked(self._with_short_texts(query, evidence_of(hits, self._on)))
        outdated = self._knowledge.only_outdated(query, hits, kind=DocumentKind.REGULATION, on=self._on)
        text = listing(passage_text(hit.passage) for hit in hits)
        if outdated:
            text += f"\n\nTexte qui n'est pas en vigueur, seul à répondre :\n{passage_text(outdated.passage)}"
        return text, artifact(evidence.model_copy(update={"outdated": outdated.passage if outdated else None}))

    def _as_asked(self, found: ToolEvidence) -> ToolEvidence:
        """The same passages, with how much each speaks of the user's own message."""
        asked = Calling.now().asked
        relevance = self._knowledge.relevance(asked) if normalise(asked) else None
        told = {one.passage_id: relevance.of(one.in_context) for one in found.passages} if relevance else {}
        return found.model_copy(update={"relevance_asked": told})

    def _attached(self, query: str) -> Sequence[SearchHit]:
        """The passages of the documents of the project that speak of the query or of the user's own words.

        A query may say the subject of the project in place of what was asked, which is often in its documents. A
        message that names a document is about it, whatever its words: «voici le devis, quel est le total ?».
        """
        calling = Calling.now()
        if not self._knowledge.has_documents(calling.project):
            return ()
        best: dict[str, SearchHit] = {}
        for words in filter(normalise, (query, calling.asked)):
            found = self._knowledge.search(words, collection=calling.project, limit=MOST_ATTACHED)
            for hit in (_as_named(one, calling.asked) for one in found):
                known = best.get(hit.passage.passage_id)
                if hit.relevance >= RELEVANCE_FLOOR and (known is None or known.relevance < hit.relevance):
                    best[hit.passage.passage_id] = hit
        return sorted(best.values(), key=lambda hit: -hit.relevance)[:MOST_ATTACHED]

    def _with_short_texts(self, query: str, found: ToolEvidence) -> ToolEvidence:
        """The passages found, with the others of the short texts that they come from: the answer may stand beside."""
        relevance = self._knowledge.relevance(query)
        known = {passage.passage_id for passage in found.passages}
        texts = self._store.passages_of(list(dict.fromkeys(one.document_id for one in found.relevant_passages())))
        beside = [
            passage
            for text in texts.values()
            if len(text) <= SHORT_TEXT
            for passage in text
            if passage.passage_id not in known
        ]
        return found.model_copy(
            update={
                "passages": (*found.passages, *beside),
                "relevance": found.relevance | {one.passage_id: relevance.of(one.in_context) for one in beside},
            }
        )


def _as_named(hit: SearchHit, asked: str) -> SearchHit:
    """A passage of a document of the project, wholly relevant when the message names it or speaks of what is joined."""
    told, title = f" {normalise(asked)} ", normalise(hit.passage.title)
    is_named = any(f" {name} " in told for name in (*JOINED, title) if name)
    return hit.model_copy(update={"relevance": 1.0}) if is_named else hit

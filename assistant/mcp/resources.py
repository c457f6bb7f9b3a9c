"""Passages as resources: ``jalon://passage/{id}`` gives the text of a citation and where it comes from."""

from collections.abc import Iterator

import mcp_types as types

from assistant.errors import NotFoundError
from assistant.knowledge.citations import CitationReader, PassageInContext
from assistant.mcp.results import SCHEME, cited

TEMPLATE = types.ResourceTemplate(
    uri_template=f"{SCHEME}{{passage_id}}",
    name="passage",
    title="Passage cité",
    description="Le texte exact d'un passage cité par un outil, son document, ses dates, ce qui l'entoure. Le repère "
    "[p:ID] d'une réponse s'ouvre par jalon://passage/ID.",
    mime_type="text/plain",
)


def read_passage(citations: CitationReader, uri: str) -> types.ReadResourceResult:
    """The text of a passage, with what it is as metadata; raises NotFoundError."""
    if not uri.startswith(SCHEME):
        raise NotFoundError(f"« {uri[:80]} » n'existe pas. Un passage s'ouvre par {SCHEME}ID, avec l'ID de son repère.")
    passage = citations.passage(uri.removeprefix(SCHEME))
    meta = {"jalon/passage": cited(passage).model_dump(mode="json")}
    text = "\n".join(_lines(passage))
    content = types.TextResourceContents(uri=uri, mime_type="text/plain", text=text, _meta=meta)
    return types.ReadResourceResult(contents=[content])


def _lines(passage: PassageInContext) -> Iterator[str]:
    yield " › ".join(dict.fromkeys((passage.title, *passage.heading_path)))
    yield f"Source : {passage.source}" + (f", page {passage.page}" if passage.page else "")
    if passage.url:
        yield f"Texte officiel : {passage.url}"
    if passage.valid_from or passage.valid_to:
        yield f"En vigueur : {passage.valid_from or '…'} → {passage.valid_to or '…'}"
    if passage.verified_on:
        yield f"Vérifié le : {passage.verified_on}"
    for name, text in (("avant", passage.before), ("passage", passage.text), ("apres", passage.after)):
        if text:
            yield f"<{name}>\n{text}\n</{name}>"

"""Judge one aid, named by its slug, for one request."""

from assistant.errors import NotFoundError
from assistant.funding.answer import FundingMatch
from assistant.funding.matching import Matcher
from assistant.funding.request import FundingRequest
from assistant.knowledge import Knowledge
from assistant.language.nearest import nearest
from assistant.storage import KnowledgeStore
from assistant.territories import Territories


def explain_aid(
    slug: str, request: FundingRequest, *, knowledge: Knowledge, store: KnowledgeStore, territories: Territories
) -> FundingMatch:
    """The aid of a slug with the verdict of each criterion; raises NotFoundError, which gives the nearest slugs."""
    documents = store.aid_documents()
    found = documents.get(slug) and Matcher(request, knowledge, store, territories).of_document(documents[slug])
    if not found:
        near = nearest(slug, {known: known for known in documents})
        proposed = f" Les plus proches : {', '.join(near)}." if near else " Cherchez-la avec search_funding."
        raise NotFoundError(f"Aucune aide indexée n'a le slug « {slug[:80]} ».{proposed}")
    return found

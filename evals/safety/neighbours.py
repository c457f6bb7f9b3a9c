"""Another organisation's home open in the same process, and what of it can be seen or reached from ours."""

import json
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from fastapi.testclient import TestClient

from assistant.agent import Assistant
from assistant.api import create_app
from assistant.domain import DocumentKind, Frozen
from assistant.services import Services, open_services
from assistant.settings import Settings
from ingestion import ingest

CONVERSATION = "p-e1e1e1e1"
API = "/api/v1"
LOCAL = "http://127.0.0.1"  # the address under which the API answers without a key
LISTS = ("/projects", "/conversations")
THINGS = ("/projects/{id}/sheet", "/conversations/{id}", "/passages/{id}", "/documents/{id}")


class Neighbour(Frozen):
    """What the other organisation holds: documents of rules, and what it told its assistant."""

    documents: tuple[str, ...] = ()
    told: tuple[str, ...] = ()


@contextmanager
def next_door(neighbour: Neighbour, folder: Path) -> Iterator[tuple[str, ...]]:
    """The ids of all that the neighbour's home holds, while it is open and has been used."""
    rules = folder / "documents" / "regulation"
    rules.mkdir(parents=True)
    for number, text in enumerate(neighbour.documents):
        (rules / f"note-{number}.md").write_text(text, encoding="utf-8")
    settings = Settings(home=folder / "home", llm_base_url=None, llm_model=None)
    ingest([folder / "documents"], settings=settings)
    with open_services(settings) as services, closing(Assistant(services)) as assistant:
        for message in neighbour.told:
            list(assistant.stream(message, project_id=CONVERSATION))
        yield tuple(_ids(services))


def _ids(services: Services) -> Iterator[str]:
    yield CONVERSATION  # which is also the id of its sheet
    for passage in services.store.iter_passages():
        yield from (passage.passage_id, passage.document_id)


def reached(settings: Settings, ids: Sequence[str], words: Sequence[str]) -> Iterator[str]:
    """What our API gives of the neighbour's: its things by their ids, and its words in what it lists and finds."""
    with TestClient(create_app(settings), base_url=LOCAL) as client:
        for place in (thing.format(id=one) for one in ids for thing in THINGS):
            if client.get(f"{API}{place}").is_success:
                yield f"donné par son identifiant : {place}"
        for place, text in _listed(client, " ".join(words)):
            yield from (f"{place} : {word}" for word in words if word in text)


def _listed(client: TestClient, query: str) -> Iterator[tuple[str, str]]:
    """What each list and search holds; a search says its own query, which is left out."""
    for place in LISTS:
        yield place, client.get(f"{API}{place}").raise_for_status().text
    for kind in DocumentKind:
        found = client.get(f"{API}/search", params={"query": query, "kind": kind.value}).raise_for_status()
        yield f"/search, {kind.value}", json.dumps(found.json()["results"], ensure_ascii=False)

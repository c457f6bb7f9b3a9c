"""A home where every text that people, files or other authorities supply is hostile, written through the pages."""

import json
from collections.abc import Iterator
from itertools import cycle, islice

from fastapi.testclient import TestClient

from assistant.projects import FIELDS
from tests.web.dangers import PAYLOADS

LINES = 10  # payloads a project
DAY = "2026-01-31"


def fill(client: TestClient) -> None:
    """Write the payloads through every form that keeps something."""
    _import_projects(client)
    for rank, project_id in enumerate(project_ids(client)):
        _edit(client, project_id, PAYLOADS[rank * LINES : (rank + 1) * LINES])
    _save_plans(client)
    _send_documents(client)
    _talk(client)
    for rank, payload in enumerate(PAYLOADS):
        said = {"q": payload, "aid": f"aide-{rank}", "opinion": "non_pertinent", "reason": payload}
        client.post("/aides/avis", data=said, follow_redirects=False)


def project_ids(client: TestClient) -> list[str]:
    """The projects of the home."""
    return [row.project_id for row in client.app.state.services.projects.rows()]  # type: ignore[attr-defined]


def stored_addresses(client: TestClient) -> Iterator[str]:
    """The pages that show what was kept."""
    services = client.app.state.services  # type: ignore[attr-defined]
    yield from ("/accueil", "/projets", "/projets?alertes=1", "/plan/enregistres", "/administration")
    yield from ("/administration/sources", "/administration/avis")
    for one in client.app.state.assistant.conversations.list():  # type: ignore[attr-defined]
        yield f"/conversations/{one.conversation_id}"
        for left in client.app.state.assistant.branches.list(one.conversation_id):  # type: ignore[attr-defined]
            yield f"/conversations/{one.conversation_id}/versions/{left.branch_id}"
    yield "/conversations"
    projects = project_ids(client)
    yield "/projets/comparer?" + "&".join(f"id={one}" for one in projects[:4])
    for one in projects:
        yield from (f"/projets/{one}", f"/projets/{one}/suivi", f"/projets/{one}/versions/1", f"/plan/fiche/{one}")
        yield from (f"/projets/{one}/champs/{field}" for field in FIELDS)
    for plan in services.saved_plans.list():
        yield from (f"/plan/enregistres/{plan.plan_id}", f"/plan/enregistres/{plan.plan_id}/supprimer")
    yield from (f"/aides?q=xss+zirconides&page={number}&wide=1" for number in range(1, 6))
    yield from (f"/aides/comparer?q=xss&slug=aide-{n}&slug=aide-{n + 1}&slug=aide-{n + 2}" for n in range(0, 96, 3))
    for hit in services.knowledge.search("zirconides", limit=150, per_document=1):
        yield f"/passages/{hit.passage.passage_id}"


def _import_projects(client: TestClient) -> None:
    """Ten projects of ours and a hundred that another authority shares, in files of hostile names."""
    fields = ("nom", "description", "porteur", "phase", "territoire")
    projects = [{"id": str(rank), **dict.fromkeys(fields, one)} for rank, one in enumerate(PAYLOADS)]
    for whose, some in (("ours", projects[:: len(PAYLOADS) // LINES]), ("others", projects)):
        content = json.dumps({"projets": some}).encode()
        named = f"{PAYLOADS[22]}.json"
        assert (
            client.post("/projets/import", files={"file": (named, content)}, data={"whose": whose}).status_code == 200
        )


def _edit(client: TestClient, project_id: str, payloads: tuple[str, ...]) -> None:
    page, first = f"/projets/{project_id}", payloads[0]
    posts: list[tuple[str, dict[str, str]]] = [
        (f"{page}/champs/{name}", {"text": _lines(name, one, payloads), "author": one})
        for name, one in zip(FIELDS, cycle(payloads), strict=False)
    ]
    posts += [(f"{page}/commentaires", {"text": one, "author": one}) for one in payloads]
    for one in payloads:
        posts += [(f"{page}/suivi", form | {"author": one}) for form in _followed(one)]
    posts.append((f"{page}/suivi", {"do": "share", "authority": first, "is_shared": "1"}))
    for address, form in posts:
        answer = client.post(address, data=form, follow_redirects=False)
        assert answer.status_code == 303, (address, form, answer.text)


def _lines(field: str, one: str, payloads: tuple[str, ...]) -> str:
    if field in ("title", "owner"):
        return one
    return "\n".join({"costs": f"{one} : 1 €", "indicators": f"{one} (m) : 1 → 2"}.get(field, one) for one in payloads)


def _followed(one: str) -> Iterator[dict[str, str]]:
    yield {"do": "add-milestone", "milestone_label": one, "milestone_day": DAY}
    yield {"do": "add-grant", "grant_name": one, "grant_asked": "1"}
    yield {"do": "add-expense", "expense_label": one, "expense_amount": "1", "expense_day": DAY}
    measure = {"measure_name": one, "measure_unit": one, "measure_value": "1", "measure_day": DAY}
    yield {"do": "add-measure", "measure_when": "before", **measure}


def _save_plans(client: TestClient) -> None:
    for one in PAYLOADS[::4]:
        texts = {"title": one, "costs-0-label": one, "grants-0-label": one, "loans-0-label": one, "territory": one}
        assert client.post("/plan", data={"do": "keep", "costs-0-amount_excl_tax": "1", **texts}).status_code == 200


def _send_documents(client: TestClient) -> None:
    """A note a payload, named by it, and a hundred aids whose every text is one."""
    aids = "\n".join(json.dumps(_aid(rank, one)) for rank, one in enumerate(PAYLOADS))
    # what stands before a «/» would be taken for a folder, and left out of the name
    sent = [(f"{rank}{one.replace('/', '∕')}.md", _note(rank, one)) for rank, one in enumerate(PAYLOADS)]
    batches = [("funding", [("aides.jsonl", aids.encode())])]
    batches += [("regulation", list(islice(sent, start, start + 20))) for start in range(0, len(sent), 20)]
    for kind, files in batches:
        answer = client.post("/administration/documents", files=[("file", one) for one in files], data={"kind": kind})
        assert answer.status_code == 200, answer.text
        client.app.state.maintenance.wait(120)  # type: ignore[attr-defined]
        done = client.app.state.maintenance.last  # type: ignore[attr-defined]
        assert "en échec : 0" in done.result, done


def _talk(client: TestClient) -> None:
    """A conversation with documents, a question asked otherwise and an opinion, whose every text is a payload."""
    files = [
        ("file", (f"{rank}{one.replace('/', '∕')}.md", _note(rank, one))) for rank, one in enumerate(PAYLOADS[:10])
    ]
    said = "Que disent les zirconides ? " + " ".join(PAYLOADS[:20])
    asked = client.post("/conversations", data={"message": said, "sent": PAYLOADS[0]}, files=files)
    assert asked.status_code == 200, asked.text
    client.app.state.maintenance.wait(120)  # type: ignore[attr-defined]
    address = asked.url.path
    question, answer = client.app.state.assistant.transcript(address.rpartition("/")[2])  # type: ignore[attr-defined]
    form = {"message_id": answer.message_id, "verdict": "pas_utile", "comment": PAYLOADS[22]}
    assert client.post(f"{address}/avis", data=form).status_code == 200
    again = {"message": said, "project_id": address.rpartition("/")[2], "replaces": question.message_id}
    assert client.post("/conversations", data=again).status_code == 200


def _note(rank: int, one: str) -> bytes:
    return f"# Note {rank} `{one}`\n\nZirconides : {one}\n\n    {one}\n".encode()


def _aid(rank: int, one: str) -> dict[str, object]:
    return {
        "id": rank, "slug": f"aide-{rank}", "name": f"Zirconides {one}", "short_title": one, "url": one,
        "origin_url": one, "application_url": one, "description": f"<p>zirconides xss</p>{one}", "eligibility": one,
        "financers": [one], "perimeter": "France", "aid_types": ["Subvention"], "targeted_audiences": ["Commune"],
        "contact": one, "categories": [one], "programs": [one],
    }  # fmt: skip

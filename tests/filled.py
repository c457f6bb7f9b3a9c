"""A home in use, filled through the pages as an officer would, and what its addresses are made of."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from urllib.parse import parse_qsl

from fastapi.testclient import TestClient
from langchain_core.messages import HumanMessage

from assistant.agent import Assistant
from assistant.agent.evidence import Evidence
from assistant.api import create_app
from assistant.cli.demo import MESSAGES
from assistant.settings import Settings

SCHOOL = "Commune de Dordogne de 900 habitants : isoler l'école pour 280 000 € HT. Rédige la fiche projet."
LIGHTING = "Rénover l'éclairage public d'une commune de 3 200 habitants en Dordogne, 310 000 € HT"
ALIKE = (
    '{"projets": [{"nom": "Rénovation énergétique de l\'école", "porteur": "Commune voisine", "phase": "idée", '
    '"description": "Isoler l\'école de notre commune : réduire la consommation d\'énergie du bâtiment."}]}'
)
PLAN = (
    "title=Luminaires&territory=24&population=3200&works_start=2027-03-01&works_end=2028-12-31"
    "&costs-0-label=Travaux&costs-0-amount_excl_tax=310+000&grants-0-label=DETR&grants-0-scheme=detr"
    "&grants-0-rate_percent=50&grants-1-label=Fonds+vert&grants-1-scheme=fonds_vert&grants-1-rate_percent=40"
)
ESTIMATE = "activity=public_lighting&scenarios-0-points=420&scenarios-0-power_before=150+W&scenarios-0-power_after=45+W"
SCENARIOS = f"{ESTIMATE}&scenarios-1-name=Avec+extinction&scenarios-1-night_off=5+h"
BUDGET = (
    "population=5200&year=2025&lines-0-label=Isolation+de+l%27%C3%A9cole&lines-0-account=21312&lines-0-amount=120+000"
    "&lines-1-label=Contournement+du+bourg&lines-1-account=2151&lines-1-amount=1+200+000%2C50"
)
FOLLOWED: tuple[Mapping[str, str], ...] = (
    {"do": "add-milestone", "milestone_label": "Audit", "milestone_day": "2026-01-31"},
    {"do": "add-milestone", "milestone_label": "Travaux", "milestone_day": "2027-03-01"},
    {"do": "add-grant", "grant_name": "DETR", "grant_asked": "90 000", "grant_obtained": "60 000"},
    {"do": "add-expense", "expense_label": "Étude", "expense_amount": "4 500,50", "expense_day": "2026-03-01"},
    {"do": "add-measure", "measure_name": "Gaz", "measure_when": "before", "measure_value": "36 000",
     "measure_unit": "kWh/an", "measure_day": "2026-01-01"},
    {"do": "share", "authority": "Commune d'Essai", "is_shared": "1"},
)  # fmt: skip


@dataclass(frozen=True)
class Filled:
    """A home in use: two projects, a saved plan, a passage of a PDF, an indexed file, two aids found.

    ``alike`` is a project like the second one, shared by another authority. The second project has a ``branch``, that
    of a question asked again; the first a ``calculation``.
    """

    home: Path
    project: str
    other: str
    plan: str
    passage: str
    source: str
    aid: str
    second_aid: str
    branch: str
    calculation: str
    alike: str

    def address(self, template: str) -> str:
        """An address whose «{project}», «{plan}»… are those of this home."""
        values = {one.name: getattr(self, one.name) for one in fields(self)}
        return template.format_map(values)


def fill(home: Path) -> Filled:
    """Hold two conversations in a home that is ingested, and keep something on every page that keeps anything."""
    with TestClient(create_app(Settings(home=home)), headers={"accept": "text/html"}) as client:
        project, other = _converse(client, *MESSAGES), _converse(client, SCHOOL)
        _follow(client, project)
        _keep(client, project)
        services = client.app.state.services  # type: ignore[attr-defined]
        hits = services.knowledge.search("extinction des luminaires", limit=20)
        found = client.post("/api/v1/funding", json={"query": LIGHTING}).json()["results"]
        listed = client.get("/administration/sources").text
        client.post("/projets/import", files={"file": ("voisins.json", ALIKE)}).raise_for_status()
        client.post("/aides/avis", data={"q": LIGHTING, "aid": found[0]["slug"], "opinion": "non_pertinent"})
        return Filled(
            home=home,
            project=project,
            other=other,
            plan=services.saved_plans.list()[0].plan_id,
            passage=next(hit.passage.passage_id for hit in hits if hit.passage.page),
            source=listed.partition("/administration/sources/")[2].partition("/")[0],
            aid=found[0]["slug"],
            second_aid=found[1]["slug"],
            alike=services.shared_projects.rows()[0].project_id,
            branch=_asked_again(client, other),
            calculation=next(iter(Evidence.from_messages(_assistant(client).messages(project)).footprints)),
        )


def _converse(client: TestClient, *messages: str) -> str:
    project = ""
    for message in messages:
        asked = {"message": message} | ({"project_id": project} if project else {})
        project = client.post("/api/v1/ask", json=asked).json()["project_id"]
    return project


def _assistant(client: TestClient) -> Assistant:
    found: Assistant = client.app.state.assistant  # type: ignore[attr-defined]
    return found


def _asked_again(client: TestClient, project: str) -> str:
    """Ask the last question of a conversation otherwise; the id of the version that is left."""
    messages = _assistant(client).messages(project)
    last = next(one.id for one in reversed(messages) if isinstance(one, HumanMessage))
    said = {"message": "Quelles aides pour l'école ?", "project_id": project, "replaces": str(last)}
    client.post("/conversations", data=said).raise_for_status()
    return _assistant(client).branches.list(project)[0].branch_id


def _follow(client: TestClient, project: str) -> None:
    page = f"/projets/{project}"
    for revision, form in enumerate(FOLLOWED):
        client.post(f"{page}/suivi", data={**form, "revision": str(revision)}).raise_for_status()
    objectives = {"text": "Réduire de moitié la consommation de l'éclairage.", "over": "1", "author": "Awa Diallo"}
    client.post(f"{page}/champs/objectives", data=objectives).raise_for_status()
    client.post(f"{page}/commentaires", data={"text": "Voir avec le syndicat.", "author": "Awa Diallo"})
    client.post(f"{page}/phase", data={"phase": "étude", "author": "Awa Diallo"}).raise_for_status()


def _keep(client: TestClient, project: str) -> None:
    kept = (
        ("/plan", PLAN, {"do": "keep", "title": "Luminaires du bourg"}),
        ("/plan", PLAN, {"do": "save", "project": project, "title": "Luminaires de la fiche"}),
        ("/empreinte", ESTIMATE, {"do": "save-0", "project": project}),
        ("/budget-vert", BUDGET, {"do": "save", "project": project, "confirmed_by": "Camille Martin"}),
    )
    for address, query, said in kept:
        client.post(address, data=dict(parse_qsl(query)) | said).raise_for_status()

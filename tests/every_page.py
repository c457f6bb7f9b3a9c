"""Every page of the application with addresses that fill it, by route: a route without an address here is missed."""

from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import quote_plus

from fastapi import FastAPI
from starlette.routing import BaseRoute

from assistant.web.guide import CONTENTS, chapters
from tests.filled import BUDGET, ESTIMATE, LIGHTING, PLAN, SCENARIOS

ASKED = quote_plus(LIGHTING)
PAGES: Mapping[str, Sequence[str]] = {
    "/": ("/",),
    "/accueil": ("/accueil", "/accueil?visite=1"),
    "/conversations": ("/conversations",),
    "/conversations/{conversation_id}": ("/conversations/{project}",),
    "/conversations/{conversation_id}/supprimer": ("/conversations/{project}/supprimer",),
    "/conversations/{conversation_id}/versions/{branch_id}": ("/conversations/{other}/versions/{branch}",),
    "/conversations/{conversation_id}/calculs/{calculation_id}": ("/conversations/{project}/calculs/{calculation}",),
    "/passages/{passage_id}": ("/passages/{passage}",),
    "/aides": ("/aides", f"/aides?q={ASKED}", "/aides?q=%C3%A9cole&territory=Atlantide", "/aides?q=xyzzy+plugh"),
    "/aides/comparer": (f"/aides/comparer?q={ASKED}&slug={{aid}}&slug={{second_aid}}",),
    "/plan": ("/plan", f"/plan?{PLAN}&proposal=1", "/plan?costs-0-label=x&costs-0-amount_excl_tax=cher"),
    "/plan/enregistres": ("/plan/enregistres",),
    "/plan/enregistres/{plan_id}": ("/plan/enregistres/{plan}",),
    "/plan/enregistres/{plan_id}/supprimer": ("/plan/enregistres/{plan}/supprimer",),
    "/plan/fiche/{project_id}": ("/plan/fiche/{project}",),
    "/budget-vert": (
        "/budget-vert", f"/budget-vert?{BUDGET}", f"/budget-vert?{BUDGET}&year=2023", "/budget-vert?project={other}",
    ),
    "/empreinte": (
        "/empreinte", "/empreinte?project={project}", "/empreinte?activity=commuting", f"/empreinte?{SCENARIOS}",
        f"/empreinte?{ESTIMATE}&scenarios-0-power_after=peu",
    ),
    "/projets": ("/projets", "/projets?q=xyzzy"),
    "/projets/comparer": ("/projets/comparer", "/projets/comparer?id={project}&id={other}"),
    "/projets/{project_id}": ("/projets/{project}",),
    "/projets/{project_id}/suivi": ("/projets/{project}/suivi",),
    "/projets/{project_id}/coordonner": ("/projets/{other}/coordonner?avec={alike}",),
    "/projets/{project_id}/dossier": ("/projets/{project}/dossier",),
    "/projets/{project_id}/champs/{field}": ("/projets/{project}/champs/objectives", "/projets/{project}/champs/costs"),
    "/projets/{project_id}/versions/{version}": ("/projets/{project}/versions/1",),
    "/administration": ("/administration",),
    "/administration/avis": ("/administration/avis",),
    "/administration/donnees/{name}": (
        "/administration/donnees/facteurs?etat=%C3%A0+v%C3%A9rifier",
        "/administration/donnees/financement?etat=expir%C3%A9",
        "/administration/donnees/budget-vert?etat=%C3%A0+v%C3%A9rifier",
    ),
    "/administration/sources": ("/administration/sources?q=nuisances", "/administration/sources?q=xyzzy"),
    "/administration/sources/{name}/retirer": ("/administration/sources/{source}/retirer",),
    "/aide": ("/aide",),
    "/aide/{name}": tuple(f"/aide/{one.name}" for one in chapters() if one.name != CONTENTS),
    "/docs": ("/docs",),
}  # fmt: skip
ABSENT = ("/rien", "/passages/rien")  # what a person reads in place of a page that is not there
ADDRESSES = tuple(address for addresses in PAGES.values() for address in addresses)
NOT_PAGES: Mapping[str, str] = {
    "/openapi.json": "/openapi.json",
    "/session": "/session",
    "/conversations/{conversation_id}/flux": "/conversations/{project}/flux",
    "/v1/{address:path}": "/v1/rien",
    "/aides/plan": "/aides/plan?add=detr",
    "/projets/portefeuille.{name}": "/projets/portefeuille.csv",
    "/administration/avis/{name}": "/administration/avis/avis.jsonl",
    "/aide/images/{name}": "/aide/images/conversation.png",
}


def routes_read_by_people(app: FastAPI) -> set[str]:
    """The routes of GET that are not in the reference of the API: the pages, and what else a browser is given."""
    return {path for path, methods, is_of_the_api in _routes(app.routes) if "GET" in methods and not is_of_the_api}


def _routes(routes: Sequence[BaseRoute]) -> Iterator[tuple[str, set[str], bool]]:
    for route in routes:
        if included := getattr(route, "original_router", None):
            yield from _routes(included.routes)
        elif methods := getattr(route, "methods", None):
            yield getattr(route, "path", ""), methods, getattr(route, "include_in_schema", True)

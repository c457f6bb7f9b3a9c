"""The command that finds past operations like a project."""

from typing import Annotated

import typer

from assistant.cli.options import Json, chosen_beneficiary, chosen_date, chosen_settings
from assistant.cli.output import explained, print_json, say, tell_if_empty


def comparables(
    context: typer.Context,
    query: str,
    territory: Annotated[str | None, typer.Option(help="Code ou nom : 24, R75, Dordogne.")] = None,
    cost: Annotated[str | None, typer.Option(help="Coût du projet en euros HT : 450000.")] = None,
    beneficiary: Annotated[str | None, typer.Option(help="commune, epci, department, region…")] = None,
    scheme: Annotated[str | None, typer.Option(help="Un seul dispositif : DETR, DSIL, FONDS VERT…")] = None,
    year_from: Annotated[int | None, typer.Option(help="Première année des opérations.")] = None,
    limit: Annotated[int, typer.Option("-k", min=1, max=100, help="Nombre d'opérations montrées.")] = 10,
    as_json: Json = False,
) -> None:
    """Trouve des opérations passées semblables à un projet, leurs coûts et leurs taux de subvention."""
    from assistant.cli.views.comparables import comparables_text
    from assistant.contract import comparables_json

    with explained():
        from assistant.comparables import read_cost, understand_project
        from assistant.services import open_services

        with open_services(chosen_settings(context)) as services:
            request = understand_project(
                query,
                territories=services.territories,
                on=chosen_date(None),
                territory=territory,
                cost=read_cost(cost) if cost is not None else None,
                beneficiary=chosen_beneficiary(beneficiary),
                scheme=scheme,
                year_from=year_from,
                limit=limit,
            )
            answer = services.comparables.search(request)
            tell_if_empty(services.store)
    if as_json:
        print_json(comparables_json(answer))
    else:
        say(comparables_text(answer))

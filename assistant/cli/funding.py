"""The command that searches aids."""

from typing import Annotated

import typer

from assistant.cli.options import Json, chosen_beneficiary, chosen_date, chosen_settings
from assistant.cli.output import explained, print_json, say, tell_if_empty


def funding(
    context: typer.Context,
    query: str,
    territory: Annotated[str | None, typer.Option(help="Code ou nom : 24, R75, Dordogne.")] = None,
    beneficiary: Annotated[str | None, typer.Option(help="commune, epci, department, region…")] = None,
    on: Annotated[str | None, typer.Option(help="Date de la demande, AAAA-MM-JJ.")] = None,
    include_closed: Annotated[bool, typer.Option(help="Garde les aides closes, classées comme ouvertes.")] = False,
    limit: Annotated[int, typer.Option("-k", min=1, max=100, help="Nombre d'aides.")] = 10,
    as_json: Json = False,
) -> None:
    """Cherche des aides et dit, critère par critère, pourquoi chacune convient ou non."""
    from assistant.cli.views.funding import funding_text
    from assistant.contract import funding_json

    with explained():
        from assistant.funding import search_aids, understand
        from assistant.services import open_services

        with open_services(chosen_settings(context)) as services:
            request = understand(
                query,
                territories=services.territories,
                on=chosen_date(on),
                territory_code=territory,
                beneficiary=chosen_beneficiary(beneficiary),
                include_closed=include_closed,
                limit=limit,
            )
            answer = search_aids(
                request, knowledge=services.knowledge, store=services.store, territories=services.territories
            )
            tell_if_empty(services.store)
    if as_json:
        print_json(funding_json(answer))
    else:
        say(funding_text(answer))

"""The command that searches aids."""

from typing import Annotated

import typer

from assistant.cli.options import Json, chosen_date, chosen_settings
from assistant.cli.output import explained, print_json, say, tell_if_empty


def funding(
    context: typer.Context,
    query: str,
    territory: Annotated[str | None, typer.Option(help="Code ou nom : 24, R75, Dordogne.")] = None,
    beneficiary: Annotated[str | None, typer.Option(help="commune, epci, department, region…")] = None,
    population: Annotated[str | None, typer.Option(help="Habitants : 450, ou « moins de 2000 ».")] = None,
    amount: Annotated[str | None, typer.Option(help="Coût du projet : « 120 000 € HT », 1,2M€…")] = None,
    theme: Annotated[list[str] | None, typer.Option(help="Thème ou lieu : « éclairage public ».")] = None,
    operation: Annotated[list[str] | None, typer.Option(help="study, works, purchase, engineering.")] = None,
    kind_of_help: Annotated[list[str] | None, typer.Option(help="grant, loan, « pas de prêt »…")] = None,
    starts_on: Annotated[str | None, typer.Option(help="Début : 2027-03-01, « printemps 2027 ».")] = None,
    forgotten: Annotated[list[str] | None, typer.Option("--not", help="Facette mal comprise à oublier.")] = None,
    on: Annotated[str | None, typer.Option(help="Date de la demande, AAAA-MM-JJ.")] = None,
    include_closed: Annotated[bool, typer.Option(help="Garde les aides closes, classées comme ouvertes.")] = False,
    limit: Annotated[int, typer.Option("-k", min=1, max=100, help="Nombre d'aides.")] = 10,
    as_json: Json = False,
) -> None:
    """Cherche des aides et dit, critère par critère, pourquoi chacune convient ou non."""
    from assistant.cli.views.funding import funding_text
    from assistant.contract import funding_json

    with explained():
        from assistant.funding import Stated, model_proposer, search_aids, understand
        from assistant.services import open_services

        stated = Stated(
            beneficiary=beneficiary,
            territory=territory,
            population=population,
            amount=amount,
            theme=tuple(theme or ()),
            operation=tuple(operation or ()),
            kind_of_help=tuple(kind_of_help or ()),
            starts_on=starts_on,
            forgotten=tuple(forgotten or ()),
        )
        with open_services(chosen_settings(context)) as services:
            request = understand(
                query,
                territories=services.territories,
                on=chosen_date(on),
                stated=stated,
                proposer=model_proposer(services.settings),
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

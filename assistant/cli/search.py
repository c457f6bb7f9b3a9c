"""The command that searches passages."""

from typing import Annotated

import typer

from assistant.cli.options import Json, Kind, chosen_date, chosen_kind, chosen_settings
from assistant.cli.output import explained, print_json, say, tell, tell_if_empty


def search(
    context: typer.Context,
    query: str,
    kind: Kind = None,
    territory: Annotated[str | None, typer.Option(help="Code ou nom : 24, R75, Dordogne.")] = None,
    theme: Annotated[str | None, typer.Option(help="Thème sous lequel la source range ses documents.")] = None,
    collection: Annotated[str | None, typer.Option(help="Nom donné par « jalon ingest --collection ».")] = None,
    on: Annotated[str | None, typer.Option(help="Date à laquelle les textes sont en vigueur, AAAA-MM-JJ.")] = None,
    include_repealed: Annotated[bool, typer.Option(help="Garde les textes qui ne sont pas en vigueur.")] = False,
    limit: Annotated[int, typer.Option("-k", min=1, max=100, help="Nombre de passages.")] = 10,
    as_json: Json = False,
) -> None:
    """Cherche des passages dans les documents indexés, en vigueur à une date."""
    from assistant.cli.views.passages import hit_text, outdated_text
    from assistant.contract import hit_json

    with explained():
        from assistant.services import open_services

        with open_services(chosen_settings(context)) as services:
            wanted, day, places = chosen_kind(kind), chosen_date(on), services.territories
            hits = services.knowledge.search(
                query,
                kind=wanted,
                limit=limit,
                on=None if include_repealed else day,
                territories=places.related(places.get(territory)) if territory else (),
                theme=theme,
                collection=collection,
            )
            outdated = services.knowledge.only_outdated(query, hits, kind=wanted, on=day)
            tell_if_empty(services.store)
    if outdated and not include_repealed:
        tell(f"{outdated_text(outdated)} Pour le lire : --include-repealed.")
    if as_json:
        print_json({"query": query, "results": [hit_json(hit) for hit in hits]})
    else:
        say("\n\n".join(map(hit_text, hits)) or "Aucun passage trouvé.")

"""The commands. Heavy modules are imported inside them, so that ``jalon --help`` answers at once."""

import sys
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli import knowledge, models
from assistant.cli.french import FrenchCommand, FrenchGroup
from assistant.cli.options import Json, Kind, chosen_kind, chosen_settings
from assistant.cli.output import FAILED, explained, print_json, say, tell, tell_if_empty

app = typer.Typer(
    cls=FrenchGroup,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def main() -> None:
    """Run the command line; an unexpected error is one French sentence, with its trace only when asked for."""
    try:
        app()
    except Exception as error:
        from assistant.settings import Settings

        if Settings().debug:
            raise
        tell(
            f"Erreur inattendue ({type(error).__name__}). Vos données sont intactes. "
            "Relancez avec JALON_DEBUG=1 pour le détail technique à transmettre."
        )
        sys.exit(FAILED)


@app.callback()
def root(
    context: typer.Context,
    home: Annotated[Path | None, typer.Option(help="Dossier des données (ou JALON_HOME).")] = None,
) -> None:
    """Jalon : décider, financer et évaluer les projets de transition d'une collectivité."""
    context.obj = home


app.command(cls=FrenchCommand)(knowledge.ingest)
app.command(cls=FrenchCommand)(knowledge.sources)
app.command(cls=FrenchCommand)(knowledge.reindex)
app.add_typer(models.app, name="models")


@app.command(cls=FrenchCommand)
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
    from assistant.cli.views import hit_json, hit_text, outdated_text

    with explained():
        from assistant.services import open_services

        with open_services(chosen_settings(context)) as services:
            wanted, day, places = chosen_kind(kind), _date(on), services.territories
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


def _today() -> date:
    return datetime.now().astimezone().date()


def _date(value: str | None) -> date:
    from assistant.errors import InputError

    try:
        return date.fromisoformat(value) if value else _today()
    except ValueError as error:
        raise InputError(f"« {value} » n'est pas une date (AAAA-MM-JJ).", field="on") from error


@app.command(cls=FrenchCommand)
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
    from assistant.cli.views import funding_json, funding_text

    with explained():
        from assistant.domain import Beneficiary
        from assistant.errors import InputError
        from assistant.funding import search_aids, understand
        from assistant.services import open_services

        if beneficiary is not None and beneficiary not in set(Beneficiary):
            raise InputError(f"Bénéficiaire inconnu : « {beneficiary} ». Valeurs : {', '.join(Beneficiary)}.")
        with open_services(chosen_settings(context)) as services:
            request = understand(
                query,
                territories=services.territories,
                on=_date(on),
                territory_code=territory,
                beneficiary=Beneficiary(beneficiary) if beneficiary else None,
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


@app.command(cls=FrenchCommand)
def footprint(
    context: typer.Context,
    source: Annotated[str, typer.Argument(metavar="FICHIER|-", help='JSON : {"activity": …, "inputs": {…}}.')],
    as_json: Json = False,
) -> None:
    """Calcule l'empreinte d'une activité décrite en JSON, avec le détail du calcul."""
    from assistant.cli.views import footprint_text

    with explained():
        from assistant.calculators.footprint import estimate
        from assistant.cli.inputs import read_estimate

        activity, inputs = read_estimate(source)
        result = estimate(activity, inputs)
    if as_json:
        print_json(result.model_dump(mode="json"))
    else:
        say(footprint_text(result))


@app.command(cls=FrenchCommand)
def ask(
    context: typer.Context,
    message: str,
    project: Annotated[str | None, typer.Option(help="Projet dont la conversation continue.")] = None,
    as_json: Json = False,
) -> None:
    """Pose une question ou décrit un projet ; la réponse cite ses sources."""
    from assistant.cli.views import answer_text

    with explained():
        from assistant.agent import Assistant
        from assistant.services import open_services

        with open_services(chosen_settings(context)) as services:
            assistant = Assistant(services)
            try:
                answer = assistant.ask(message, project_id=project)
            finally:
                assistant.close()
            tell_if_empty(services.store)
    if as_json:
        print_json(answer.model_dump(mode="json"))
    else:
        say(answer_text(answer))


@app.command(cls=FrenchCommand)
def chat(
    context: typer.Context, project: Annotated[str | None, typer.Option(help="Projet à reprendre.")] = None
) -> None:
    """Converse dans le terminal ; une ligne vide ou Ctrl-D termine."""
    with explained():
        from assistant.cli.chat import converse

        converse(chosen_settings(context), project)


@app.command(cls=FrenchCommand)
def sheet(
    context: typer.Context,
    project: str,
    format_name: Annotated[str, typer.Option("--format", help="md, json ou pdf.")] = "md",
    output: Annotated[Path | None, typer.Option("-o", help="Fichier à écrire ; sans lui, la sortie standard.")] = None,
) -> None:
    """Exporte la fiche d'un projet."""
    with explained():
        from assistant.export import check_format, export_sheet
        from assistant.services import open_services

        check_format(format_name)
        with open_services(chosen_settings(context)) as services:
            content = export_sheet(services.projects.get(project), format_name)
        if output is None:
            sys.stdout.buffer.write(content)
        else:
            output.write_bytes(content)
            tell(f"Fiche écrite : {output}")


@app.command(cls=FrenchCommand)
def serve(
    context: typer.Context,
    host: Annotated[str, typer.Option(help="Adresse d'écoute.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port.")] = 8000,
) -> None:
    """Ouvre la page de conversation et l'API."""
    with explained():
        import uvicorn

        from assistant.api import create_app

        application = create_app(chosen_settings(context))
        tell(f"Jalon est ouvert sur http://{host}:{port} (Ctrl-C pour arrêter).")
        uvicorn.run(application, host=host, port=port, log_level="warning")


@app.command(cls=FrenchCommand)
def demo(context: typer.Context) -> None:
    """Joue une conversation entière et écrit la fiche projet."""
    with explained():
        from assistant.cli.demo import play

        play(chosen_settings(context))

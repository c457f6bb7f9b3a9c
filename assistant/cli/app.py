"""The commands. Heavy modules are imported inside them, so that ``jalon --help`` answers at once."""

import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.cli.output import FAILED, explained, print_json, say, tell

if TYPE_CHECKING:
    from assistant.settings import Settings

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)

Json = Annotated[bool, typer.Option("--json", help="Écrit un document JSON et rien d'autre.")]
Sources = Annotated[
    list[str],
    typer.Argument(metavar="CHEMIN|URL|aides-territoires…", help="Fichiers, dossiers, adresses https://… ou API."),
]
Kind = Annotated[str | None, typer.Option("--kind", help="regulation, funding ou project.")]


def main() -> None:
    """Run the command line; an unexpected error is one French sentence, with its trace only when asked for."""
    from assistant.settings import Settings

    try:
        app()
    except Exception as error:
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


def _settings(context: typer.Context) -> "Settings":
    from pydantic import ValidationError

    from assistant.errors import InputError
    from assistant.settings import Settings

    try:
        return Settings(home=context.obj) if context.obj else Settings()
    except ValidationError as error:
        names = ", ".join(f"JALON_{e['loc'][0]}".upper() for e in error.errors())
        raise InputError(f"Réglage invalide : {names}.") from error


def _kind(value: str | None) -> Any:
    from assistant.domain import DocumentKind
    from assistant.errors import InputError

    if value is None:
        return None
    if value not in set(DocumentKind):
        raise InputError(f"Type inconnu : « {value} ». Types : {', '.join(DocumentKind)}.", field="kind")
    return DocumentKind(value)


@app.command()
def ingest(context: typer.Context, sources: Sources, kind: Kind = None, as_json: Json = False) -> None:
    """Indexe des fichiers, des dossiers, des pages web ou les aides d'Aides-territoires.

    Recommencer ne relit que ce qui a changé. « aides-territoires » désigne toujours l'API (jeton dans
    JALON_AIDES_TERRITOIRES_TOKEN) ; un dossier de ce nom s'écrit « ./aides-territoires ».
    """
    with explained():
        from ingestion import ingest as run
        from ingestion import is_remote

        report = run(
            [Path(source) for source in sources if not is_remote(source)],
            addresses=[source for source in sources if is_remote(source)],
            settings=_settings(context),
            kind=_kind(kind),
            progress=tell,
        )
    for warning in report.warnings:
        tell(f"Attention, {warning.source} : {warning.error}")
    for failure in report.failed:
        tell(f"Échec, {failure.source} : {failure.error}")
    if as_json:
        print_json(report.model_dump(mode="json", exclude={"warnings"}))
    else:
        say(
            f"{report.added} ajoutés, {report.updated} modifiés, {report.unchanged} inchangés, "
            f"{report.deleted} retirés, {len(report.failed)} en échec ; "
            f"{report.passages} passages indexés en {report.seconds:.1f} s."
        )
    if report.failed:
        raise typer.Exit(FAILED)


@app.command()
def search(
    context: typer.Context,
    query: str,
    kind: Kind = None,
    limit: Annotated[int, typer.Option("-k", min=1, max=100, help="Nombre de passages.")] = 10,
    as_json: Json = False,
) -> None:
    """Cherche des passages dans les documents indexés."""
    from assistant.cli.views import hit_json, hit_text

    with explained():
        from assistant.services import open_services

        with open_services(_settings(context)) as services:
            wanted = _kind(kind)
            hits = services.knowledge.search(query, kind=wanted, limit=limit, on=_today())
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


@app.command()
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
        with open_services(_settings(context)) as services:
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
    if as_json:
        print_json(funding_json(answer))
    else:
        say(funding_text(answer))


@app.command()
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


@app.command()
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

        with open_services(_settings(context)) as services:
            assistant = Assistant(services)
            try:
                answer = assistant.ask(message, project_id=project)
            finally:
                assistant.close()
    if as_json:
        print_json(answer.model_dump(mode="json"))
    else:
        say(answer_text(answer))


@app.command()
def chat(
    context: typer.Context, project: Annotated[str | None, typer.Option(help="Projet à reprendre.")] = None
) -> None:
    """Converse dans le terminal ; une ligne vide ou Ctrl-D termine."""
    with explained():
        from assistant.cli.chat import converse

        converse(_settings(context), project)


@app.command()
def sheet(
    context: typer.Context,
    project: str,
    format_name: Annotated[str, typer.Option("--format", help="md, json ou pdf.")] = "md",
    output: Annotated[Path | None, typer.Option("-o", help="Fichier à écrire ; sans lui, la sortie standard.")] = None,
) -> None:
    """Exporte la fiche d'un projet."""
    with explained():
        from assistant.export import export_sheet
        from assistant.services import open_services

        with open_services(_settings(context)) as services:
            content = export_sheet(services.projects.get(project), format_name)
        if output is None:
            sys.stdout.buffer.write(content)
        else:
            output.write_bytes(content)
            tell(f"Fiche écrite : {output}")


@app.command()
def serve(
    context: typer.Context,
    host: Annotated[str, typer.Option(help="Adresse d'écoute.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port.")] = 8000,
) -> None:
    """Ouvre la page de conversation et l'API."""
    with explained():
        import uvicorn

        from assistant.api import create_app

        application = create_app(_settings(context))
        tell(f"Jalon est ouvert sur http://{host}:{port} (Ctrl-C pour arrêter).")
        uvicorn.run(application, host=host, port=port, log_level="warning")


@app.command()
def demo(context: typer.Context) -> None:
    """Joue une conversation entière et écrit la fiche projet."""
    with explained():
        from assistant.cli.demo import play

        play(_settings(context))

"""The commands. Heavy modules are imported inside them, so that ``jalon --help`` answers at once."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli import (
    comparables,
    conversations,
    doctor,
    evals,
    factors,
    feedback,
    footprint,
    funding,
    greenbudget,
    knowledge,
    models,
    plan,
    search,
    territories,
)
from assistant.cli.french import FrenchCommand, FrenchGroup
from assistant.cli.options import Json, chosen_settings
from assistant.cli.output import FAILED, explained, print_json, say, tell, tell_if_empty, tell_purged

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
app.command(cls=FrenchCommand)(search.search)
app.command(cls=FrenchCommand)(funding.funding)
app.command(cls=FrenchCommand)(comparables.comparables)
app.command(cls=FrenchCommand)(footprint.footprint)
app.command(cls=FrenchCommand)(plan.plan)
app.command(cls=FrenchCommand)(greenbudget.greenbudget)
app.add_typer(conversations.app, name="conversations")
app.command(cls=FrenchCommand)(doctor.doctor)
app.command(cls=FrenchCommand, context_settings=evals.PASSED_ON)(evals.evals)
app.add_typer(models.app, name="models")
app.add_typer(factors.app, name="factors")
app.add_typer(feedback.app, name="feedback")
app.add_typer(territories.app, name="territories")


@app.command(cls=FrenchCommand)
def ask(
    context: typer.Context,
    message: str,
    project: Annotated[str | None, typer.Option(help="Projet dont la conversation continue.")] = None,
    as_json: Json = False,
) -> None:
    """Pose une question ou décrit un projet ; la réponse cite ses sources."""
    from assistant.cli.views.answers import answer_text

    with explained():
        from assistant.agent import Assistant
        from assistant.services import open_services

        with open_services(chosen_settings(context)) as services:
            assistant = Assistant(services)
            try:
                tell_purged(assistant.purge())
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
    format_name: Annotated[str, typer.Option("--format", help="md, docx, odt, pdf ou json.")] = "md",
    document: Annotated[str, typer.Option(help="fiche, ou deliberation : note de synthèse et projet.")] = "fiche",
    output: Annotated[Path | None, typer.Option("-o", help="Fichier à écrire ; sans lui, la sortie standard.")] = None,
    checklist: Annotated[
        str | None, typer.Option(help="Compare la fiche à un dossier : detr, fonds_vert, crte ou deliberation.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Exporte la fiche d'un projet ou sa délibération, ou dit ce qui lui manque pour un dossier (--checklist)."""
    if checklist is not None:
        from assistant.cli.completeness import tell_completeness

        tell_completeness(chosen_settings(context), project, checklist, as_json=as_json)
        return
    with explained():
        from assistant.export import check_format, export_sheet, read_letterhead
        from assistant.services import open_services

        check_format(format_name)
        with open_services(chosen_settings(context)) as services:
            letterhead = read_letterhead(services.settings.letterhead_folder)
            content = export_sheet(
                services.projects.get(project), format_name, document=document, letterhead=letterhead
            )
        if output is None:
            sys.stdout.buffer.write(content)
        else:
            output.write_bytes(content)
            tell(f"Fichier écrit : {output}")


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
def mcp(context: typer.Context) -> None:
    """Donne les outils et les passages à un client MCP, par l'entrée et la sortie standard."""
    with explained():
        from assistant.mcp import serve_stdio
        from assistant.services import open_services

        with open_services(chosen_settings(context)) as services:
            tell_if_empty(services.store)
            serve_stdio(services)


@app.command(cls=FrenchCommand)
def demo(context: typer.Context) -> None:
    """Joue une conversation entière et écrit la fiche projet."""
    with explained():
        from assistant.cli.demo import play

        play(chosen_settings(context))

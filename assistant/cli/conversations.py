"""The commands of the conversations: list, show, rename, delete, export, purge."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.french import FrenchCommand, FrenchGroup
from assistant.cli.options import Json, chosen_settings
from assistant.cli.output import explained, print_json, say, tell

if TYPE_CHECKING:
    from assistant.agent import Assistant
    from assistant.agent.conversations import Conversation

app = typer.Typer(cls=FrenchGroup, no_args_is_help=True, rich_markup_mode=None, help="Vos conversations.")
Id = Annotated[str, typer.Argument(metavar="ID", help="Numéro que « jalon conversations list » montre.")]


@app.command("list", cls=FrenchCommand)
def list_(
    context: typer.Context,
    words: Annotated[str, typer.Argument(metavar="[MOTS]", help="Mots du titre.")] = "",
    as_json: Json = False,
) -> None:
    """Liste les conversations, la dernière d'abord."""
    with _opened(context) as assistant:
        found = assistant.conversations.list(words)
    if as_json:
        print_json([one.model_dump(mode="json") for one in found])
    else:
        say("\n".join(map(_line, found)) or "Aucune conversation.")


@app.command(cls=FrenchCommand)
def show(context: typer.Context, conversation: Id, as_json: Json = False) -> None:
    """Montre une conversation telle qu'elle a été lue, avec ses sources."""
    from assistant.cli.views.answers import message_text

    with _opened(context) as assistant:
        row, messages = assistant.conversations.get(conversation), assistant.transcript(conversation)
    if as_json:
        print_json(row.model_dump(mode="json") | {"transcript": [one.model_dump(mode="json") for one in messages]})
    else:
        say("\n\n".join([_line(row), *map(message_text, messages)]))


@app.command(cls=FrenchCommand)
def rename(context: typer.Context, conversation: Id, title: Annotated[str, typer.Argument(metavar="TITRE")]) -> None:
    """Donne un autre titre à une conversation."""
    with _opened(context) as assistant:
        say(_line(assistant.conversations.rename(conversation, title)))


@app.command(cls=FrenchCommand)
def delete(
    context: typer.Context,
    conversation: Id,
    sheet: Annotated[bool, typer.Option("--sheet", help="Supprime aussi la fiche projet et ses versions.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Ne demande pas de confirmation.")] = False,
) -> None:
    """Supprime une conversation pour toujours ; sa fiche projet reste, sauf avec --sheet."""
    with _opened(context) as assistant:
        row = assistant.conversations.get(conversation)
        if not yes and not _confirmed(row, with_sheet=sheet):
            tell("Rien n'est supprimé.")
            raise typer.Exit(1)
        say(assistant.conversations.delete(conversation, with_sheet=sheet).told)


@app.command(cls=FrenchCommand)
def export(
    context: typer.Context,
    conversation: Id,
    format_name: Annotated[str, typer.Option("--format", help="md ou json.")] = "md",
    output: Annotated[Path | None, typer.Option("-o", help="Fichier à écrire ; sans lui, la sortie standard.")] = None,
) -> None:
    """Exporte une conversation avec ses citations ; adresses électroniques et téléphones y sont masqués."""
    from assistant.agent.conversations import export_conversation

    with _opened(context) as assistant:
        content = export_conversation(assistant.export(conversation), format_name)
        if output is not None:
            output.write_bytes(content)
            tell(f"Conversation écrite : {output}")
    if output is None:
        sys.stdout.buffer.write(content)


@app.command(cls=FrenchCommand)
def purge(context: typer.Context, as_json: Json = False) -> None:
    """Supprime les conversations plus vieilles que JALON_RETENTION_DAYS, et dit lesquelles."""
    with _opened(context) as assistant:
        purged = assistant.purge()
    if as_json:
        print_json(purged.model_dump(mode="json"))
    else:
        say("\n".join(purged.told))


@contextmanager
def _opened(context: typer.Context) -> Iterator["Assistant"]:
    """The assistant of the chosen home; errors are told in French."""
    with explained():
        from contextlib import closing

        from assistant.agent import Assistant
        from assistant.services import open_services

        with open_services(chosen_settings(context)) as services, closing(Assistant(services)) as assistant:
            yield assistant


def _confirmed(row: "Conversation", *, with_sheet: bool) -> bool:
    """Whether the person says yes; no when there is nobody to ask."""
    what = f"« {row.title} »" + (" et sa fiche projet" if with_sheet else "")
    typer.echo(f"Supprimer {what} pour toujours ? [o/N] ", nl=False, err=True)
    return sys.stdin.readline().strip().lower() in {"o", "oui", "y", "yes"}


def _line(row: "Conversation") -> str:
    plural = "s" if row.messages > 1 else ""
    sheet = f", fiche version {row.sheet_version}" if row.sheet_version else ""
    day = f"{row.updated_at.astimezone():%d/%m/%Y}"
    return f"{row.conversation_id}  {day}  {row.title} ({row.messages} message{plural}{sheet})"

"""The commands that fill and look after the knowledge base: ingest, sources, reindex."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.options import Json, Kind, chosen_kind, chosen_settings
from assistant.cli.output import FAILED, explained, print_json, say, tell
from assistant.cli.progress import shown_progress

Sources = Annotated[
    list[str],
    typer.Argument(metavar="CHEMIN|URL|aides-territoires…", help="Fichiers, dossiers, adresses https://… ou API."),
]

if TYPE_CHECKING:
    from assistant.domain import DocumentKind
    from assistant.progress import Progress
    from assistant.settings import Settings
    from ingestion import IngestReport


def ingest(
    context: typer.Context,
    sources: Sources,
    kind: Kind = None,
    collection: Annotated[str | None, typer.Option(help="Nom sous lequel ranger ces documents.")] = None,
    watch: Annotated[bool, typer.Option("--watch", help="Suit les dossiers jusqu'à Ctrl-C.")] = False,
    as_json: Json = False,
) -> None:
    """Indexe des fichiers, des dossiers, des pages web ou les aides d'Aides-territoires.

    Recommencer ne relit que ce qui a changé. « aides-territoires » désigne toujours l'API (jeton dans
    JALON_AIDES_TERRITOIRES_TOKEN) ; un dossier de ce nom s'écrit « ./aides-territoires ».
    """
    with explained(), shown_progress() as progress:
        from ingestion import ingest as run
        from ingestion import is_remote

        paths = [Path(source) for source in sources if not is_remote(source)]
        addresses = [source for source in sources if is_remote(source)]
        named = chosen_kind(kind)
        settings = chosen_settings(context)
        if watch:
            _check_watched(paths, addresses, as_json=as_json)
            _watch(paths, settings, named, collection, progress)
            return
        report = run(
            paths, addresses=addresses, settings=settings, kind=named, collection=collection, progress=progress
        )
    _tell_problems(report)
    if as_json:
        print_json(report.model_dump(mode="json", exclude={"warnings", "renamed"}))
    else:
        say(_summary(report))
    if report.failed:
        raise typer.Exit(FAILED)


def _check_watched(paths: list[Path], addresses: list[str], *, as_json: bool) -> None:
    from assistant.errors import InputError

    if as_json:
        raise InputError("--watch écrit des lignes au fil de l'eau : il ne va pas avec --json.")
    if addresses:
        raise InputError(f"--watch suit des dossiers, pas des adresses : « {addresses[0]} ».", field="path")
    missing = next((path for path in paths if not path.exists()), None)
    if missing:
        raise InputError(f"Le chemin « {missing} » n'existe pas.", field="path")


def _watch(
    paths: list[Path], settings: "Settings", kind: "DocumentKind | None", collection: str | None, progress: "Progress"
) -> None:
    from ingestion import watch

    def told(report: "IngestReport") -> None:
        _tell_problems(report)
        tell(_summary(report))

    tell("Suivi des dossiers (Ctrl-C pour arrêter).")
    try:
        watch(paths, settings=settings, kind=kind, collection=collection, tell=tell, report=told, progress=progress)
    except KeyboardInterrupt:
        tell("Suivi arrêté.")


def _tell_problems(report: "IngestReport") -> None:
    for warning in report.warnings:
        tell(f"Attention, {warning.source} : {warning.error}")
    for failure in report.failed:
        tell(f"Échec, {failure.source} : {failure.error}")


def _summary(report: "IngestReport") -> str:
    renamed = f", {report.renamed} renommés" if report.renamed else ""
    return (
        f"{report.added} ajoutés, {report.updated - report.renamed} modifiés{renamed}, {report.unchanged} inchangés, "
        f"{report.deleted} retirés, {len(report.failed)} en échec ; "
        f"{report.passages} passages indexés en {report.seconds:.1f} s."
    )


def sources(
    context: typer.Context,
    remove: Annotated[str | None, typer.Option(metavar="SOURCE", help="Fichier ou dossier à oublier.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Retire sans demander.")] = False,
    as_json: Json = False,
) -> None:
    """Montre ce qui est indexé : quand, d'où, combien, avec les échecs ; ou en retire une partie."""
    with explained():
        settings = chosen_settings(context)
        if remove is not None:
            _remove(settings, remove, yes=yes, as_json=as_json)
            return
        from assistant.cli.listing import files_json, files_text
        from ingestion import list_files

        files = list_files(settings)
    if as_json:
        print_json(files_json(files))
    else:
        say(files_text(files))


def reindex(context: typer.Context, as_json: Json = False) -> None:
    """Reconstruit l'index de recherche à partir des documents enregistrés ; répare un index endommagé ou effacé."""
    with explained(), shown_progress() as progress:
        from ingestion import reindex as run

        report = run(chosen_settings(context), progress=progress)
    if as_json:
        print_json(report.model_dump(mode="json"))
    else:
        say(f"Index reconstruit : {report.passages} passages en {report.seconds:.1f} s.")


def _remove(settings: "Settings", name: str, *, yes: bool, as_json: bool) -> None:
    from assistant.errors import InputError
    from ingestion import find_files, remove_files

    found = find_files(settings, name)
    documents = sum(entry.documents for entry in found)
    if not yes and not sys.stdin.isatty():
        raise InputError(f"Ajoutez --yes pour retirer {documents} documents ({len(found)} fichiers) de l'index.")
    if not yes and not typer.confirm(f"Retirer {documents} documents ({len(found)} fichiers) de l'index ?", err=True):
        tell("Rien n'a été retiré.")
        return
    with shown_progress() as progress:
        removal = remove_files(settings, found, progress=progress)
    if as_json:
        print_json(removal.model_dump(mode="json"))
    else:
        say(f"{removal.documents} documents retirés de l'index ({removal.files} fichiers, laissés où ils sont).")

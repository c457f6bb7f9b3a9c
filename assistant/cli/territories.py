"""The commands that load territories and look one up."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.french import FrenchCommand, FrenchGroup
from assistant.cli.options import Json, chosen_settings
from assistant.cli.output import explained, print_json, say, tell
from assistant.cli.progress import shown_progress

if TYPE_CHECKING:
    from ingestion.territories import LoadReport, Perimeter

ROWS_SHOWN = 5
app = typer.Typer(
    cls=FrenchGroup, no_args_is_help=True, rich_markup_mode=None, help="Les territoires : communes, EPCI, périmètres."
)


@app.command(cls=FrenchCommand)
def load(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FICHIER…", help="Fichiers officiels de codes.")],
    perimeter: Annotated[
        str | None, typer.Option(help="Nom du périmètre que forment les communes du fichier : « Petites villes… ».")
    ] = None,
    level: Annotated[str, typer.Option(help="Niveau du périmètre : programme, park, basin, other.")] = "other",
    only: Annotated[
        str,
        typer.Option(metavar="COLONNE[=VALEUR]", help="Ne garde que les lignes où elle est remplie, ou vaut VALEUR."),
    ] = "",
    as_json: Json = False,
) -> None:
    """Charge les fichiers officiels de communes, d'EPCI, de codes postaux, ou une liste de communes (--perimeter).

    Le contenu est reconnu à ses colonnes : INSEE, DGCL et Banatic, Etalab, La Poste. Recommencer ne change rien.
    """
    with explained(), shown_progress() as progress:
        from ingestion.territories import load as run

        chosen = _perimeter(perimeter, level, only)
        report = run(files, settings=chosen_settings(context), perimeter=chosen, progress=progress)
    for row in report.unknown[:ROWS_SHOWN]:
        tell(f"Ligne laissée, {row.source} : {row.error}")
    if len(report.unknown) > ROWS_SHOWN:
        tell(f"Et {len(report.unknown) - ROWS_SHOWN} autres lignes laissées (--json les donne toutes).")
    if as_json:
        print_json(report.model_dump(mode="json"))
    else:
        say(_summary(report))


@app.command(cls=FrenchCommand)
def find(
    context: typer.Context,
    query: Annotated[str, typer.Argument(metavar="NOM|CODE", help="Nom, code INSEE, code postal ou SIREN.")],
    as_json: Json = False,
) -> None:
    """Montre les territoires d'un nom, d'un code postal ou d'un code, avec ce qui les contient."""
    from assistant.contract import resolution_json

    with explained():
        from assistant.cli.views.territories import resolution_text
        from assistant.services import open_services

        with open_services(chosen_settings(context)) as services:
            places = services.territories
            found = places.resolve(query)
            as_shown = resolution_json(found, places) if as_json else resolution_text(found, places)
    if isinstance(as_shown, str):
        say(as_shown)
    else:
        print_json(as_shown)


def _perimeter(name: str | None, level: str, only: str) -> "Perimeter | None":
    from assistant.domain import TerritoryLevel
    from assistant.errors import InputError
    from ingestion.territories import Perimeter

    if name is None:
        if only:
            raise InputError("--only choisit les communes d'un périmètre : donnez aussi --perimeter.", field="only")
        return None
    if level not in set(TerritoryLevel):
        raise InputError(f"Niveau inconnu : « {level} ». Niveaux : programme, park, basin, other.", field="level")
    return Perimeter(name=name, level=TerritoryLevel(level), only=only)


def _summary(report: "LoadReport") -> str:
    return (
        f"Territoires : {report.added} ajoutés, {report.updated} modifiés, {report.removed} retirés, "
        f"{report.unchanged} inchangés ; {len(report.unknown)} lignes laissées ({report.seconds:.1f} s)."
    )

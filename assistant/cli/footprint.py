"""The command of the footprint calculator."""

from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.options import Json, chosen_settings
from assistant.cli.output import explained, print_json, say

if TYPE_CHECKING:
    from assistant.settings import Settings

Source = Annotated[
    str | None,
    typer.Argument(metavar="FICHIER|-", help='JSON : {"activity": …, "inputs": {…}}, ou un projet et ses scénarios.'),
]


def footprint(
    context: typer.Context,
    source: Source = None,
    listed: Annotated[bool, typer.Option("--list", help="Liste les activités que Jalon sait calculer.")] = False,
    described: Annotated[str | None, typer.Option("--describe", metavar="ACTIVITÉ", help="Ses données.")] = None,
    schema: Annotated[bool, typer.Option("--schema", help="Schémas JSON de la demande et du résultat.")] = False,
    as_json: Json = False,
) -> None:
    """Calcule l'empreinte d'une activité, ou compare les scénarios d'un projet, avec le détail du calcul."""
    with explained():
        if schema:
            from assistant.contract.footprint import footprint_schemas

            print_json(footprint_schemas())
        elif listed or described:
            _describe(described, as_json=as_json)
        else:
            _compute(source, chosen_settings(context), as_json=as_json)


def _describe(name: str | None, *, as_json: bool) -> None:
    from assistant.calculators.footprint import activity, all_activities
    from assistant.cli.views.footprint import activities_text, activity_text

    if name is None:
        found = all_activities()
        print_json([one.model_dump(mode="json") for one in found]) if as_json else say(activities_text(found))
    else:
        described = activity(name)
        print_json(described.model_dump(mode="json")) if as_json else say(activity_text(described))


def _compute(source: str | None, settings: "Settings", *, as_json: bool) -> None:
    from assistant.calculators.footprint import estimate, load_registry
    from assistant.calculators.footprint.scenarios import ProjectInput, compute_project
    from assistant.cli.inputs import ESTIMATE, read_footprint
    from assistant.cli.views.footprint import footprint_text, project_text
    from assistant.errors import InputError

    if source is None:
        raise InputError(f"Donnez un fichier JSON, ou « - » pour l'entrée standard. Exemple : {ESTIMATE}")
    registry = load_registry(settings.factors)
    asked = read_footprint(source)
    if isinstance(asked, ProjectInput):
        project = compute_project(asked, registry=registry)
        print_json(project.model_dump(mode="json")) if as_json else say(project_text(project))
    else:
        result = estimate(asked.activity, asked.inputs, registry=registry)
        print_json(result.model_dump(mode="json")) if as_json else say(footprint_text(result))

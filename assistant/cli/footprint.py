"""The command of the footprint calculator."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from assistant.cli.options import Json, chosen_settings
from assistant.cli.output import explained, print_json, say

if TYPE_CHECKING:
    from assistant.settings import Settings

Found = TypeVar("Found")
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
        _show(all_activities(), activities_text, as_json=as_json)
    else:
        _show(activity(name), activity_text, as_json=as_json)


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
        _show(compute_project(asked, registry=registry), project_text, as_json=as_json)
    else:
        result = estimate(asked.activity, asked.inputs, registry=registry)
        _show(result, footprint_text, as_json=as_json)


def _show(found: Found, in_words: Callable[[Found], str], *, as_json: bool) -> None:
    """What was found, as JSON or in words."""
    from pydantic_core import to_jsonable_python

    if as_json:
        print_json(to_jsonable_python(found))
    else:
        say(in_words(found))

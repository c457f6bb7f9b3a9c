"""The command of the footprint calculator."""

from typing import Annotated

import typer

from assistant.cli.options import Json
from assistant.cli.output import explained, print_json, say


def footprint(
    context: typer.Context,
    source: Annotated[str, typer.Argument(metavar="FICHIER|-", help='JSON : {"activity": …, "inputs": {…}}.')],
    as_json: Json = False,
) -> None:
    """Calcule l'empreinte d'une activité décrite en JSON, avec le détail du calcul."""
    from assistant.cli.views.footprint import footprint_text

    with explained():
        from assistant.calculators.footprint import estimate
        from assistant.cli.inputs import read_estimate

        activity, inputs = read_estimate(source)
        result = estimate(activity, inputs)
    if as_json:
        print_json(result.model_dump(mode="json"))
    else:
        say(footprint_text(result))

"""The command of the green budget."""

from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.options import Json
from assistant.cli.output import explained, print_json, say, tell


def greenbudget(
    source: Annotated[
        str | None,
        typer.Argument(metavar="FICHIER|-", help='JSON : {"entity": {…}, "year": 2025, "lines": [{…}]}.'),
    ] = None,
    xlsx: Annotated[Path | None, typer.Option(help="Annexe à écrire, en classeur avec ses formules.")] = None,
    schema: Annotated[bool, typer.Option("--schema", help="Schémas JSON de la demande et du résultat.")] = False,
    as_json: Json = False,
) -> None:
    """Cote les dépenses pour le budget vert, axe par axe ; chaque cotation est à confirmer par une personne."""
    with explained():
        if schema:
            from assistant.contract.greenbudget import green_budget_schemas

            print_json(green_budget_schemas())
        else:
            _rate(source, xlsx, as_json=as_json)


def _rate(source: str | None, xlsx: Path | None, *, as_json: bool) -> None:
    from assistant.calculators.greenbudget import EXAMPLE, GreenBudgetInput, rate_budget
    from assistant.cli.inputs import read_json
    from assistant.cli.views.greenbudget import green_budget_text
    from assistant.errors import InputError
    from assistant.export.greenbudget import annex_workbook
    from assistant.validation import validated

    if source is None:
        raise InputError(f"Donnez un fichier JSON, ou « - » pour l'entrée standard. Exemple : {EXAMPLE}")
    result = rate_budget(validated(GreenBudgetInput, read_json(source, example=EXAMPLE), example=EXAMPLE))
    if xlsx:
        xlsx.write_bytes(annex_workbook(result))
        tell(f"Annexe écrite : {xlsx}")
    if as_json:
        print_json(result.model_dump(mode="json"))
    else:
        say(green_budget_text(result))

"""The commands of the emission factors: look them up, check a table of one's own, import ADEME's Base Carbone."""

from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.french import FrenchCommand, FrenchGroup
from assistant.cli.options import Json, chosen_settings
from assistant.cli.output import explained, print_json, say, tell

app = typer.Typer(cls=FrenchGroup, no_args_is_help=True, help="Cherche, vérifie ou importe des facteurs d'émission.")


@app.command("list", cls=FrenchCommand)
def list_factors(
    context: typer.Context,
    words: Annotated[str, typer.Argument(metavar="[MOTS]", help="Mots du nom, de l'identifiant ou du thème.")] = "",
    as_json: Json = False,
) -> None:
    """Liste les facteurs, avec leur valeur, leur incertitude et leur source."""
    from assistant.cli.views.factors import factor_text

    with explained():
        from assistant.calculators.footprint import load_registry
        from assistant.language import fold

        registry = load_registry(chosen_settings(context).factors)
        wanted = fold(words).split()
        found = [
            factor
            for factor in registry.factors.values()
            if all(word in fold(f"{factor.id} {factor.label} {factor.category}") for word in wanted)
        ]
    if as_json:
        print_json([factor.model_dump(mode="json") for factor in found])
    else:
        say("\n".join(map(factor_text, found)) or "Aucun facteur ne correspond.")


@app.command(cls=FrenchCommand)
def check(context: typer.Context, table: Annotated[Path, typer.Argument(metavar="FICHIER.csv")]) -> None:
    """Vérifie une table de facteurs avant de la donner par JALON_FACTORS."""
    with explained():
        from assistant.calculators.footprint import load_registry
        from assistant.calculators.footprint.registry import read_own_factors

        own = read_own_factors(table, load_registry())
        replaced = [factor.replaces for factor in own.factors.values() if factor.replaces]
    say(f"{len(own.factors)} facteurs lus. Facteurs de Jalon remplacés : {', '.join(replaced) or 'aucun'}.")


@app.command("import", cls=FrenchCommand)
def import_factors(
    context: typer.Context,
    export: Annotated[Path, typer.Argument(metavar="EXPORT.csv", help="Base Carbone, telle que l'ADEME la publie.")],
    output: Annotated[Path, typer.Option("-o", help="Table à écrire.")] = Path("base_carbone.csv"),
    replace: Annotated[bool, typer.Option("--replace/--keep", help="Met à jour les facteurs de même numéro.")] = True,
    as_json: Json = False,
) -> None:
    """Importe la Base Carbone de l'ADEME dans une table à donner par JALON_FACTORS."""
    from assistant.cli.views.factors import import_text

    with explained():
        from assistant.calculators.footprint import load_registry
        from ingestion.factors import import_base_carbone, write_table

        done = import_base_carbone(export, load_registry(), replace=replace)
        write_table(done.factors, output)
    if as_json:
        print_json({"factors": len(done.factors), **done.model_dump(mode="json", exclude={"factors"})})
    else:
        say(import_text(done))
        tell(f"Table écrite : {output}. Pour l'utiliser : JALON_FACTORS={output}")

"""An estimate on a terminal."""

from assistant.calculators.footprint import FootprintResult
from assistant.language.display import format_decimal


def footprint_text(result: FootprintResult) -> str:
    """An estimate on a terminal."""
    lines = [f"{result.title} ({result.calculation_id})", f"Référence : {result.reference_scenario}.", ""]
    lines += [
        f"{f.label} : {f.display}" + (f" ({f.display_interval})" if f.display_interval else "") for f in result.figures
    ]
    lines += ["", "Données :", *(f"- {value.sentence}" for value in result.inputs)]
    lines += ["", "Calcul :", *(f"- {s.label} = {s.expression} = {s.display}" for s in result.steps)]
    lines += ["", "Facteurs :"]
    lines += [f"- {f.label} : {format_decimal(f.value)} {f.unit}, {f.source} ({f.locator})" for f in result.factors]
    return "\n".join([*lines, "", *(f"À savoir : {warning}" for warning in result.warnings)])

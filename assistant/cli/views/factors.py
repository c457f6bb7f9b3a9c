"""Emission factors on a terminal."""

from typing import TYPE_CHECKING

from assistant.calculators.footprint.registry import Factor
from assistant.calculators.footprint.rounding import spell
from assistant.language.display import format_date, format_decimal, format_percent

if TYPE_CHECKING:
    from ingestion.factors import BaseCarboneImport

SHOWN = 12


def factor_text(factor: Factor) -> str:
    """A factor on two lines."""
    spread = f" ± {format_percent(factor.uncertainty_percent)}" if factor.uncertainty_percent is not None else ""
    until = f", valable jusqu'au {format_date(factor.valid_to)}" if factor.valid_to else ""
    place = ", ".join(part for part in (factor.geography, factor.year) if part)
    return (
        f"{factor.id} : {factor.label} = {format_decimal(factor.value)} {spell(factor.unit)}{spread}\n"
        f"    {factor.source} ({factor.locator}){f', {place}' if place else ''}{until}"
    )


def import_text(done: "BaseCarboneImport") -> str:
    """What an import took and left out."""
    lines = [f"{len(done.factors)} facteurs repris, dont {len(done.replaced)} à la place de ceux de Jalon."]
    by_number = sorted(done.left_out.items(), key=lambda item: -item[1])
    lines += [f"- laissés de côté, {reason} : {count}" for reason, count in by_number[:SHOWN]]
    if len(by_number) > SHOWN:
        lines.append(f"- et {len(by_number) - SHOWN} autres raisons (--json les donne)")
    if done.mismatched:
        lines.append(f"À vérifier, postes qui ne font pas le total : {', '.join(done.mismatched[:SHOWN])}")
    return "\n".join(lines)

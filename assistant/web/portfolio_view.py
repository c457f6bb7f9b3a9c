"""What the pages of the portfolio show of projects side by side."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from assistant.calculators.greenbudget.codes import Rating
from assistant.domain import Frozen
from assistant.domain.follow_up import FollowUp
from assistant.domain.portfolio import ProjectRow, row_of
from assistant.domain.sheet import ProjectSheet
from assistant.export.greenbudget.words import RATINGS as RATING_NAMES
from assistant.language.display import format_decimal, format_euros

RATINGS: Mapping[Rating, str] = RATING_NAMES
UNKNOWN = "non connu"
NOT_COUNTED = "non calculées"


class ComparedLine(Frozen):
    """What each project says of one thing; ``differs`` when they do not all say the same."""

    label: str
    values: tuple[str, ...]
    differs: bool


def compared(sheets: Sequence[ProjectSheet], follow_ups: Mapping[str, FollowUp]) -> tuple[ComparedLine, ...]:
    """The lines of the comparison, in the order of the page."""
    rows = [row_of(sheet) for sheet in sheets]
    columns = [_column(row, follow_ups.get(row.project_id, FollowUp(project_id=row.project_id))) for row in rows]
    return tuple(
        ComparedLine(label=label, values=values, differs=len(set(values)) > 1)
        for label in (columns[0] if columns else {})
        for values in [tuple(column[label] for column in columns)]
    )


def _column(row: ProjectRow, followed: FollowUp) -> dict[str, str]:
    cost, emissions = row.cost_excl_tax, row.emissions
    return {
        "Porteur": row.owner or UNKNOWN,
        "Territoire": row.territory or UNKNOWN,
        "Phase": row.phase.value,
        "Coût HT": UNKNOWN if cost is None else format_euros(cost),
        "Aides demandées": format_euros(followed.asked),
        "Aides obtenues": format_euros(followed.obtained),
        "Dépensé HT": format_euros(followed.spent),
        "Émissions évitées par an": _tonnes(emissions.avoided_yearly) if emissions else UNKNOWN,
        "Émissions induites": _tonnes(emissions.induced_once) if emissions else UNKNOWN,
        "Induites par an": _tonnes(emissions.induced_yearly) if emissions else UNKNOWN,
        "Climat (budget vert)": " ; ".join(
            f"{RATINGS[rating].lower()} {format_euros(amount)}" for rating, amount in row.climate.items()
        )
        or UNKNOWN,
        "À compléter": ", ".join(row.missing) or "rien dans la fiche",
    }


def summed(once: Decimal | None, yearly: Decimal | None) -> str:
    """The emissions of one side of a portfolio, once and a year, in whole tonnes."""
    told = ((once, "tCO2e"), (yearly, "tCO2e/an"))
    return " et ".join(f"{format_decimal(one, decimals=0)} {unit}" for one, unit in told if one is not None) or (
        NOT_COUNTED
    )


def _tonnes(value: Decimal | None) -> str:
    return NOT_COUNTED if value is None else f"{format_decimal(value, decimals=1)} tCO2e"

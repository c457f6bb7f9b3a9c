"""Render a template of a chart; numbers are written as a French reader expects them."""

from decimal import Decimal
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from assistant.language.display import format_decimal

COLOURS = ("#0b5563", "#b0552b", "#4d7c3a", "#6b4c9a", "#8a6d00", "#5a5a5a")  # told apart by shape or label too


def render(template: str, **values: object) -> str:
    """The SVG of a template; all that it is given is escaped."""
    return _environment().get_template(template).render(values)


def tick_label(value: float) -> str:
    """The value of a tick."""
    return format_decimal(Decimal(f"{value:.10g}")).replace("-", "−")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("assistant.charts"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    environment.filters["tick"] = tick_label
    environment.globals["colours"] = COLOURS
    return environment

"""The templates of the pages: everything that they are given is escaped."""

from decimal import Decimal
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from assistant.api.person import signed_in
from assistant.charts import bar_chart_svg
from assistant.language.display import (
    format_date,
    format_decimal,
    format_euros,
    format_percent,
    format_quantity,
    with_minus,
)
from assistant.web.answers import answer_html, bound
from assistant.web.guide import anchor_of, definition


def render(name: str, /, **values: object) -> str:
    """The page of a template; a missing value is an error."""
    return _environment().get_template(name).render(values, explained={})


@pass_context
def term(context: Context, word: str, shown: str = "") -> Markup:
    """A word of the glossary, which opens its definition in place; ``shown`` is how the sentence writes it.

    The page ends with the definitions of its words, once each: see «base.html.j2».
    """
    anchor = anchor_of(word)
    context["explained"][anchor] = word
    button = Markup('<button type="button" class="term" popovertarget="mot-{}">{}</button>')
    return button.format(anchor, shown or word)


def _tonnes(value: Decimal) -> str:
    """Whole tonnes; less than one, but some, is never shown as none."""
    return "moins de 1" if 0 < value < 1 else format_decimal(value, decimals=0)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("assistant.web"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    environment.filters |= {"date": format_date, "percent": format_percent}
    environment.filters["euros"] = lambda value: with_minus(format_euros(value))
    environment.filters["whole"] = lambda value: with_minus(format_decimal(value, decimals=0))
    environment.filters["drawn"] = lambda chart, name: Markup(bar_chart_svg(chart, name))  # noqa: S704 - escaped there
    environment.filters["answer"] = answer_html
    environment.filters["tonnes"] = _tonnes
    environment.filters["quantity"] = format_quantity
    environment.filters["hour"] = lambda at: f"{at.astimezone():%-H h %M}"
    environment.globals |= {"term": term, "definition": definition, "signed_in": signed_in}
    environment.filters["bound"] = bound
    return environment

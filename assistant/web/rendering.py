"""The templates of the pages: everything that they are given is escaped."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from assistant.charts import bar_chart_svg
from assistant.language.display import format_date, format_decimal, format_euros, format_percent
from assistant.web.answers import answer_html, bound
from assistant.web.guide import anchor_of


def render(name: str, /, **values: object) -> str:
    """The page of a template; a missing value is an error."""
    return _environment().get_template(name).render(values)


def term(word: str, shown: str = "") -> Markup:
    """A word of the glossary, which opens its definition; ``shown`` is how the sentence writes it."""
    link = Markup('<a class="term" href="/aide/glossaire#{}">{}</a>')
    return link.format(anchor_of(word), shown or word)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("assistant.web"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    environment.filters |= {"date": format_date, "euros": format_euros, "percent": format_percent}
    environment.filters["whole"] = lambda value: format_decimal(value, decimals=0)
    environment.filters["drawn"] = lambda chart, name: Markup(bar_chart_svg(chart, name))  # noqa: S704 - escaped there
    environment.filters["answer"] = answer_html
    environment.globals["term"] = term
    environment.filters["bound"] = bound
    return environment

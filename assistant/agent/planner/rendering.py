"""Fill the templates of ``answers/``, which give the wording of the answers."""

from functools import cache
from typing import Any


def render(name: str, **values: Any) -> str:
    """A template of ``answers/`` with its values; a missing value is an error."""
    return str(_environment().get_template(f"{name}.md.j2").render(**values))


@cache
def _environment() -> Any:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    loader = PackageLoader("assistant.agent.planner", "answers")
    return Environment(loader=loader, undefined=StrictUndefined, autoescape=False)  # noqa: S701 - Markdown, not HTML

"""The door to the evaluations, which live beside the product: it knows their name, and looks for them when asked.

Nothing here imports them, so that Jalon runs where they, or what they measure with, are not installed.
"""

from importlib import import_module
from importlib.util import find_spec
from typing import Any

import typer

from assistant.cli.output import explained

COMMANDS = "evals.cli"
PASSED_ON: dict[str, Any] = {"ignore_unknown_options": True, "allow_extra_args": True, "help_option_names": []}
NEEDED = ("evals", "ir_measures", "scipy")
MISSING = (
    "Les évaluations demandent ce qui n'est pas installé ici : {names}. "
    "Depuis le dépôt : make test, ou pip install -r requirements-dev.lock."
)


def evals(context: typer.Context) -> None:
    """Mesure Jalon sur des jeux de cas : evals run, compare, accept, peers."""
    with explained():
        from assistant.errors import JalonError

        absent = [name for name in NEEDED if find_spec(name) is None]
        if absent:
            raise JalonError(MISSING.format(names=", ".join(absent)))
        commands = import_module(COMMANDS).app
    commands(args=context.args, prog_name="jalon evals", obj=context.obj)

"""Typer in French: it writes its help and its usage errors in English and offers no translation of most of them."""

import sys
from collections.abc import Sequence
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from assistant.cli.output import FAILED, WRONG_USAGE, tell

UsageError: Any = typer.BadParameter.__base__  # Typer keeps its name to itself
HELP = (
    ("Usage:", "Usage :"),
    ("Options:", "Options :"),
    ("Arguments:", "Arguments :"),
    ("Commands:", "Commandes :"),
    ("[OPTIONS] COMMAND [ARGS]...", "[OPTIONS] COMMANDE [ARGUMENTS]..."),
    ("Show this message and exit.", "Affiche cette aide."),
    ("[default: ", "[par défaut : "),
    ("[required]", "[obligatoire]"),
    ("<path>", "<chemin>"),
    ("<text>", "<texte>"),
    ("<int>", "<nombre>"),
    ("<str>", "<texte>"),
)


class FrenchCommand(TyperCommand):
    """A command whose help is in French."""

    def get_help(self, ctx: Any) -> str:
        """The help, its fixed words translated."""
        return _translated(super().get_help(ctx))


class FrenchGroup(TyperGroup):
    """The commands, whose help and errors are in French."""

    def get_help(self, ctx: Any) -> str:
        """The help, its fixed words translated."""
        return _translated(super().get_help(ctx))

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        """Run; a usage error is a French sentence and exit code 2."""
        try:
            code = super().main(args, prog_name, complete_var, False, windows_expand_args, **extra)
        except UsageError as error:
            tell(_explained(error))
            sys.exit(WRONG_USAGE)
        except typer.Abort:
            tell("Interrompu.")
            sys.exit(FAILED)
        sys.exit(code if isinstance(code, int) else 0)


def _translated(text: str) -> str:
    for english, french in HELP:
        text = text.replace(english, french)
    return text


def _explained(error: Any) -> str:
    if type(error).__name__ == "NoArgsIsHelpError" or error.message == "Missing command.":
        return str(error.ctx.get_help())
    path = error.ctx.command_path if error.ctx else "jalon"
    return f"Erreur : {_reason(error)} Voir « {path} --help »."


def _reason(error: Any) -> str:
    match type(error).__name__:
        case "NoSuchOption":
            return f"l'option « {error.option_name} » n'existe pas."
        case "MissingParameter":
            return f"il manque « {_name(error.param)} »."
        case "BadParameter":
            return f"la valeur de « {_name(error.param)} » n'est pas possible{_bounds(error.param)}."
    names = ", ".join(error.ctx.command.commands) if hasattr(error.ctx.command, "commands") else ""
    return f"cette commande n'existe pas. Commandes : {names}." if names else "cette écriture n'est pas comprise."


def _name(parameter: Any) -> str:
    options = [option for option in parameter.opts if option.startswith("-")]
    return str(options[0] if options else parameter.name)


def _bounds(parameter: Any) -> str:
    hint = parameter.get_error_hint() if parameter else ""
    return f" ({hint})" if "<=" in str(hint) else ""

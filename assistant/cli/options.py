"""Options that several commands share, and what they mean."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.clock import today

if TYPE_CHECKING:
    from assistant.domain import Beneficiary, DocumentKind
    from assistant.settings import Settings

Json = Annotated[bool, typer.Option("--json", help="Écrit un document JSON et rien d'autre.")]
Kind = Annotated[str | None, typer.Option("--kind", help="regulation, funding ou project.")]

EXPECTED = {
    "JALON_RETENTION_DAYS": "La durée de conservation est un nombre entier de jours, 1 au moins, par exemple 365 ; "
    "sans ce réglage, tout est gardé."
}


def chosen_settings(context: typer.Context) -> "Settings":
    """The settings, with the home given on the command line; raises InputError for an invalid one."""
    from pydantic import ValidationError

    from assistant.errors import InputError
    from assistant.settings import Settings

    try:
        return Settings(home=context.obj) if context.obj else Settings()
    except ValidationError as error:
        names = ", ".join(f"JALON_{e['loc'][0]}".upper() for e in error.errors())
        expected = [told for name, told in EXPECTED.items() if name in names]
        raise InputError(" ".join([f"Réglage invalide : {names}.", *expected])) from error


def chosen_kind(value: str | None) -> "DocumentKind | None":
    """The document kind of an option; raises InputError for an unknown one."""
    from assistant.domain import DocumentKind
    from assistant.errors import InputError

    if value is None:
        return None
    if value not in set(DocumentKind):
        raise InputError(f"Type inconnu : « {value} ». Types : {', '.join(DocumentKind)}.", field="kind")
    return DocumentKind(value)


def chosen_date(value: str | None) -> date:
    """The date of an option, today by default; raises InputError."""
    from assistant.errors import InputError

    try:
        return date.fromisoformat(value) if value else today()
    except ValueError as error:
        raise InputError(f"« {value} » n'est pas une date (AAAA-MM-JJ).", field="on") from error


def chosen_beneficiary(value: str | None) -> "Beneficiary | None":
    """The beneficiary of an option; raises InputError for an unknown one."""
    from assistant.language.names import known_beneficiary

    return known_beneficiary(value) if value is not None else None

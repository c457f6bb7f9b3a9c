"""Read a plan that was typed or sent: what is wrong is told in French, with the name of the field."""

from collections.abc import Mapping, Sequence
from datetime import date

from pydantic import JsonValue, ValidationError
from pydantic_core import ErrorDetails

from assistant.calculators.financing.inputs import PlanInput
from assistant.errors import InputError

SHOWN = 4
REASONS: Mapping[str, str] = {
    "missing": "il manque",
    "extra_forbidden": "ce champ n'existe pas",
    "enum": "valeur inconnue ; possibles : {expected}",
    "greater_than": "doit être supérieur à {gt}",
    "greater_than_equal": "ne peut pas être inférieur à {ge}",
    "less_than_equal": "ne peut pas dépasser {le}",
    "decimal_max_places": "{decimal_places} décimales au plus",
    "decimal_parsing": "un nombre est attendu",
    "decimal_type": "un nombre est attendu",
    "finite_number": "un nombre est attendu",
    "int_parsing": "un nombre entier est attendu",
    "int_from_float": "un nombre entier est attendu",
    "int_type": "un nombre entier est attendu",
    "bool_parsing": "true ou false attendu",
    "bool_type": "true ou false attendu",
    "date_from_datetime_parsing": "une date est attendue (AAAA-MM-JJ)",
    "date_parsing": "une date est attendue (AAAA-MM-JJ)",
    "date_type": "une date est attendue (AAAA-MM-JJ)",
    "date_from_datetime_inexact": "une date est attendue (AAAA-MM-JJ)",
    "string_type": "un texte est attendu",
    "string_pattern_mismatch": "code ou identifiant mal écrit",
    "string_too_long": "{max_length} caractères au plus",
    "string_too_short": "ne peut pas être vide",
    "too_short": "il en faut au moins {min_length}",
    "too_long": "{max_length} au plus",
    "tuple_type": "une liste est attendue",
    "model_type": "un objet est attendu",
}


def read_plan(content: JsonValue, *, on: date) -> PlanInput:
    """The plan of a JSON value, judged on the day that it gives or else on ``on``; raises InputError."""
    if not isinstance(content, dict):
        raise InputError('Le plan est un objet JSON : {"owner": …, "costs": […], "grants": […]}.')
    try:
        return PlanInput.model_validate({"on": on.isoformat(), **content})
    except ValidationError as error:
        raise explained_errors(error.errors(include_url=False)) from error


def explained_errors(errors: Sequence[ErrorDetails], *, skip: int = 0) -> InputError:
    """The errors of a validation as one of ours: the first fields and why, the field of the first.

    ``skip`` leaves out the beginning of each place, such as «body».
    """
    told = field_errors(errors, skip=skip)
    sentences = " ; ".join(f"{field} : {reason}" if field else reason for field, reason in told[:SHOWN])
    more = f" (et {len(told) - SHOWN} autres)" if len(told) > SHOWN else ""
    return InputError(f"Plan à corriger. {sentences}{more}.", field=told[0][0] or None)


def _follows(one: ErrorDetails, errors: Sequence[ErrorDetails]) -> bool:
    """Whether a list is only said to be too short because an item of it is wrong."""
    place = one["loc"]
    return one["type"] == "too_short" and any(
        len(other["loc"]) > len(place) and other["loc"][: len(place)] == place for other in errors
    )


def field_errors(errors: Sequence[ErrorDetails], *, skip: int = 0) -> list[tuple[str, str]]:
    """The fields of a validation that are wrong («grants.0.amount»), each with the reason; ``skip`` as above."""
    return [_told(one, skip) for one in errors if not _follows(one, errors)]


def _told(one: ErrorDetails, skip: int) -> tuple[str, str]:
    """The field and the reason of an error; a validator of ours names its field before a colon."""
    place = [str(part) for part in one["loc"][skip:]]
    context = one.get("ctx", {})
    if one["type"] == "value_error":
        name, _, reason = str(context["error"]).partition(": ")
        return ".".join([*place, name]), reason
    expected = str(context.get("expected", "")).replace(" or ", " ou ").replace("'", "")
    reason = REASONS.get(one["type"], "valeur invalide").format(**{**context, "expected": expected})
    return ".".join(place), reason

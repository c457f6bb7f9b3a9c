"""Read what a person wrote as JSON into a model: what is wrong is said in French, naming the field."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from assistant.errors import InputError

Model = TypeVar("Model", bound=BaseModel)
SHOWN = 60
UNION = ("str", "int", "float", "decimal")  # the ways to read a value that has several
NEITHER = "doit être un nombre ou un texte"
ERRORS = 3
REASONS: Mapping[str, str] = {
    "missing": "est absent",
    "extra_forbidden": "n'est pas une donnée attendue",
    "greater_than_equal": "doit valoir au moins {ge}",
    "greater_than": "doit dépasser {gt}",
    "less_than_equal": "doit valoir au plus {le}",
    "less_than": "doit rester sous {lt}",
    "too_short": "demande au moins {min_length} élément",
    "too_long": "admet au plus {max_length} éléments",
    "string_pattern_mismatch": "n'a pas la forme attendue",
    "string_too_short": "ne peut pas être vide",
    "string_too_long": "admet au plus {max_length} caractères",
    "enum": "admet {expected}",
    "literal_error": "admet {expected}",
    "finite_number": "doit être un nombre",
}
KINDS: Mapping[str, str] = {
    "decimal": "doit être un nombre",
    "int": "doit être un nombre entier",
    "float": "doit être un nombre",
    "date": "doit être une date AAAA-MM-JJ",
    "bool": "doit être vrai ou faux (true, false)",
    "tuple": "doit être une liste",
    "model": "doit être un objet",
    "dict": "doit être un objet",
    "string": "doit être un texte",
}


def validated(model: type[Model], content: object, *, example: str = "") -> Model:
    """The model of a content; raises InputError that names the fields at fault and shows an example."""
    try:
        return model.model_validate(content)
    except ValidationError as error:
        raise explained_validation(error, example=example) from error


def explained_validation(error: ValidationError, *, example: str = "") -> InputError:
    """A validation error in French, the first fields at fault named; ``field`` is the first."""
    return explained_errors(error.errors(include_url=False), example=example)


def explained_errors(errors: Sequence[ErrorDetails], *, skip: int = 0, example: str = "") -> InputError:
    """The same for errors already listed; ``skip`` leaves out the beginning of each place, such as «body»."""
    reasons = reasons_of(errors, skip=skip)
    told = [f"{place or 'le document'} {reason}" for place, reason in list(reasons.items())[:ERRORS]]
    more = f" (et {rest} de plus)" if (rest := len(reasons) - ERRORS) > 0 else ""
    shown = f" Exemple attendu : {example}" if example else ""
    return InputError(f"À corriger : {' ; '.join(told)}{more}.{shown}", field=next(iter(reasons)) or None)


def reasons_of(errors: Sequence[ErrorDetails], *, skip: int = 0) -> dict[str, str]:
    """What is wrong with each place, in French; ``skip`` as above."""
    reasons: dict[str, str] = {}
    for item in errors:
        place = place_of(tuple(part for part in item["loc"][skip:] if part not in UNION))
        reasons[place] = NEITHER + _given(item) if place in reasons else _reason(item)
    return reasons


def place_of(location: tuple[int | str, ...]) -> str:
    """Where a value stands: «grants[0].rate_percent»."""
    place = ""
    for part in location:
        place += f"[{part}]" if isinstance(part, int) else f".{part}" if place else str(part)
    return place


def _reason(item: Mapping[str, object]) -> str:
    kind, context = str(item["type"]), item.get("ctx")
    known = REASONS.get(kind) or KINDS.get(kind.split("_")[0])
    if known is None:
        return "n'est pas valide" + _given(item)
    values = {name: str(value) for name, value in context.items()} if isinstance(context, Mapping) else {}
    sentence = known.format_map(values).replace(" or ", " ou ")
    return sentence if kind == "missing" else sentence + _given(item)


def _given(item: Mapping[str, object]) -> str:
    value = item.get("input")
    return "" if isinstance(value, dict | list) or value is None else f" (reçu : {str(value)[:SHOWN]})"

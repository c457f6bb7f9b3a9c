"""Values of an aid as the API gives them: texts or objects, lone or in lists; what a field cannot hold is refused."""

from decimal import Decimal
from typing import Any

from assistant.domain import Actor
from assistant.errors import ParseError
from ingestion.records.shape import RawRecord, decimal_of, texts_of

FULL_RATE = Decimal(100)
YES, NO = frozenset({"true", "oui", "1"}), frozenset({"false", "non", "0", ""})


def has_objects(value: Any) -> bool:
    """Whether a field holds more than names: the whole of it is then kept in ``extra``."""
    return isinstance(value, dict) or (isinstance(value, list) and any(isinstance(item, dict) for item in value))


def names_of(raw: RawRecord, field: str) -> tuple[str, ...]:
    """The names of a field that the API gives as texts or as objects («{"id", "name"}»); raises ParseError."""
    value = raw.get(field)
    if not has_objects(value):
        return texts_of(raw, field)
    return tuple(name for name in map(name_of, value if isinstance(value, list) else [value]) if name)


def name_of(value: Any) -> str:
    """The name of a value of the API, under its theme for a category («Thème|Catégorie»)."""
    if not isinstance(value, dict):
        return "" if value is None else str(value).strip()
    name = next((text for key in ("name", "label", "slug") if (text := name_of(value.get(key)))), "")
    theme = name_of(value.get("theme"))
    return f"{theme}|{name}" if theme else name


def actors_of(raw: RawRecord, field: str) -> tuple[Actor, ...]:
    """The actors of a field given as objects, «{"id", "name", "logo"}»."""
    value = raw.get(field)
    items = value if isinstance(value, list) else [value]
    told = [item for item in items if isinstance(item, dict) and name_of(item)]
    return tuple(
        Actor(name=name_of(one), actor_id=name_of(one.get("id")) or None, logo=name_of(one.get("logo")) or None)
        for one in told
    )


def groups_of(raw: RawRecord, field: str) -> tuple[str, ...]:
    """The groups of a field of objects, «[{"group": {"name"}}]», once each."""
    value = raw.get(field)
    items = value if isinstance(value, list) else [value]
    named = (name_of(item.get("group")) for item in items if isinstance(item, dict))
    return tuple(dict.fromkeys(name for name in named if name))


def flag_of(raw: RawRecord, field: str) -> bool | None:
    """A yes or no, None when it is not said; raises ParseError for anything else."""
    value = raw.get(field)
    if value is None or isinstance(value, bool):
        return value
    told = name_of(value).lower()
    if told not in YES | NO:
        raise ParseError(f"{field} : « {told[:60]} » n'est ni oui ni non")
    return told in YES if told else None


def rate_of(raw: RawRecord, field: str) -> Decimal | None:
    """A rate in percent; raises ParseError when it is not between 0 and 100."""
    rate = decimal_of(raw, field)
    if rate is not None and not 0 <= rate <= FULL_RATE:
        raise ParseError(f"{field} : un taux de {rate} % n'est pas entre 0 et 100 %")
    return rate


def amount_of(raw: RawRecord, field: str) -> Decimal | None:
    """An amount in euros; raises ParseError when it is negative."""
    amount = decimal_of(raw, field)
    if amount is not None and amount < 0:
        raise ParseError(f"{field} : un montant de {amount} € ne peut pas être négatif")
    return amount

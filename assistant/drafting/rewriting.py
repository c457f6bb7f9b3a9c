"""Say a field of the sheet otherwise without a model: variants made of its own sentences, so that no fact is new."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from pydantic import Field

from assistant.domain import Frozen
from assistant.domain.sheet import Origin, Provenance, Statement
from assistant.drafting.checking import check_variant
from assistant.errors import InputError
from assistant.language import NumberKind, normalise, read_numbers, split_sentences

ACRONYM = re.compile(r"\b[A-Z]{2,}\d*\b")
AMOUNTS = {NumberKind.AMOUNT, NumberKind.SHARE, NumberKind.DATE, NumberKind.YEAR}
TECHNICAL = {NumberKind.REFERENCE, NumberKind.QUANTITY}


class VariantRule(Frozen):
    """How a variant selects sentences; see ``styles.toml``."""

    label: str
    sentences: int | None = Field(default=None, gt=0)
    characters: int | None = Field(default=None, gt=0)
    share_percent: int | None = Field(default=None, gt=0, lt=100)
    confirmed: bool = False
    figures: bool = False
    plain: bool = False


class Style(Frozen):
    """A way of saying: its id, its name in French, the words that ask for it, the variants that it proposes."""

    id: str
    label: str
    words: tuple[str, ...]
    variant: tuple[VariantRule, ...]


class Variant(Frozen):
    """One proposal: its number from 1, its statements with their proofs, and the figures that it loses."""

    number: int
    label: str
    statements: tuple[Statement, ...]
    lost: tuple[str, ...]

    @property
    def text(self) -> str:
        """The proposal as one text."""
        return " ".join(one.text for one in self.statements)

    @property
    def letter(self) -> str:
        """What people call it by: A for the first. A letter is no figure to trace."""
        return chr(ord("A") + self.number - 1)


class Rewriting(Frozen):
    """The proposals for a field, and the proofs of the field as it stands; ``told`` says why there are few."""

    field: str
    field_label: str
    style: str
    style_label: str
    variants: tuple[Variant, ...]
    proofs: tuple[Provenance, ...] = ()
    told: tuple[str, ...] = ()


class _StyleBook(Frozen):
    style: tuple[Style, ...]


@cache
def load_styles() -> tuple[Style, ...]:
    """The styles that ship with Jalon."""
    text = (files("assistant.drafting") / "styles.toml").read_text(encoding="utf-8")
    return _StyleBook.model_validate(tomllib.loads(text)).style


def find_style(name: str) -> Style:
    """The style of an id or of French words; raises InputError that lists them."""
    wanted = normalise(name)
    for one in load_styles():
        if wanted and (wanted in {one.id, normalise(one.label)} or any(word in wanted for word in one.words)):
            return one
    known = ", ".join(f"{one.id} ({one.label})" for one in load_styles())
    raise InputError(f"Style inconnu : « {name[:40]} ». Styles : {known}.", field="style")


def rewrite(statements: Sequence[Statement], style: Style) -> tuple[Variant, ...]:
    """The variants of a field in a style: verbatim sentences, each with its proofs; none that repeats the field."""
    units = list(_sentences(statements))
    original = " ".join(one.text for one in units)
    found: dict[str, tuple[str, list[Statement]]] = {}
    for rule in style.variant:
        chosen = _selected(units, rule)
        text = " ".join(one.text for one in chosen)
        if text and text != original:
            found.setdefault(text, (rule.label, chosen))
    return tuple(
        Variant(number=place, label=label, statements=tuple(kept), lost=check_variant(original, text).lost)
        for place, (text, (label, kept)) in enumerate(found.items(), start=1)
    )


def _sentences(statements: Sequence[Statement]) -> Iterator[Statement]:
    """The sentences of some statements, each with the proofs of its statement."""
    for statement in statements:
        for sentence in split_sentences(statement.text):
            yield Statement(text=sentence, provenance=statement.provenance)


def _selected(units: Sequence[Statement], rule: VariantRule) -> list[Statement]:
    """The sentences that a rule keeps, in their order."""
    allowed = [
        place
        for place, unit in enumerate(units)
        if (not rule.confirmed or _is_confirmed(unit)) and (not rule.figures or read_numbers(unit.text))
    ]
    room = _room(units, rule)
    kept: list[int] = []
    for place in sorted(allowed, key=lambda place: (-_worth(units[place], plain=rule.plain), place)):
        length = len(units[place].text) + 1
        if rule.sentences is not None and len(kept) >= rule.sentences:
            break
        if length <= room or (not kept and rule.characters is None):
            kept.append(place)
            room -= length
    return [units[place] for place in sorted(kept)]


def _room(units: Sequence[Statement], rule: VariantRule) -> float:
    whole = sum(len(one.text) + 1 for one in units)
    if rule.characters is not None:
        return rule.characters
    return whole * rule.share_percent / 100 if rule.share_percent is not None else float("inf")


def _worth(unit: Statement, *, plain: bool) -> float:
    """What a sentence brings: its figures and its proofs; for a lay reader, money and dates rather than technique."""
    numbers = read_numbers(unit.text)
    if not plain:
        return 2 * len(numbers) + _is_confirmed(unit)
    told = sum(one.kind in AMOUNTS for one in numbers)
    hard = sum(one.kind in TECHNICAL for one in numbers) + len(ACRONYM.findall(unit.text))
    return 2 * told - hard + _is_confirmed(unit)


def _is_confirmed(unit: Statement) -> bool:
    return any(proof.origin is not Origin.ASSUMPTION for proof in unit.provenance)

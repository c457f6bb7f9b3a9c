"""What a text says that another does not: the figures, dates and references lost, and those added."""

from collections.abc import Iterator

from assistant.domain import Frozen
from assistant.language import NumberMention, read_numbers
from assistant.language.units import same_quantity


class VariantCheck(Frozen):
    """The figures and references of an original that a variant lost, and those that it added, as written."""

    lost: tuple[str, ...]
    added: tuple[str, ...]


def check_variant(original: str, variant: str) -> VariantCheck:
    """Compare two texts figure by figure: «1,2 M€» is «1 200 000 €», «12 €» is not «12 %»."""
    return VariantCheck(lost=tuple(_only_in(original, variant)), added=tuple(_only_in(variant, original)))


def _only_in(text: str, other: str) -> Iterator[str]:
    known = read_numbers(other)
    found = (one for one in read_numbers(text) if not any(_is_same(one, another) for another in known))
    yield from dict.fromkeys(one.text.strip() for one in found)


def _is_same(one: NumberMention, other: NumberMention) -> bool:
    if one.key or other.key:
        return one.key == other.key
    return same_quantity(one.value, one.unit, other.value, other.unit) == 0

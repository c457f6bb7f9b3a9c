"""Whether two values are the same, however they are written: «1,2 MWh» is «1200 kWh», «310000» is «310 000»."""

from pydantic import JsonValue

from assistant.language import normalise, read_numbers
from assistant.language.units import same_quantity


def same_value(expected: str, found: str) -> bool:
    """Whether two facts are the same: quantities by value and unit, words by their letters."""
    if expected == found:
        return True
    one, two = read_numbers(expected), read_numbers(found)
    if len(one) == len(two) == 1:
        return same_quantity(one[0].value, one[0].unit, two[0].value, two[0].unit) == 0
    return normalise(expected) == normalise(found)


def flat(value: JsonValue, name: str = "") -> dict[str, str]:
    """A tree of arguments by path («inputs.points»), its leaves as text; what is null is left out."""
    if isinstance(value, dict):
        return {
            path: leaf
            for key, below in value.items()
            for path, leaf in flat(below, f"{name}.{key}" if name else key).items()
        }
    return {} if value is None else {name: str(value)}

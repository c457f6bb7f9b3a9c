"""An estimate as it is being typed: an activity, its scenarios, and the address that holds them all."""

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from urllib.parse import urlencode

from assistant.calculators.footprint import FootprintResult, GivenValue, InputStatus, InputValue
from assistant.domain import Frozen

FIELD = re.compile(r"scenarios-([0-3])-([a-z0-9_]{1,60})")
MOST_SCENARIOS = 4
TEXT_LIMIT = 120  # characters kept of a field
MOST_PAIRS = 1_000  # parameters of an address that are read
NAME = "name"  # of a scenario: no input is called so


class ScenarioRow(Frozen):
    """A scenario as typed: its name, and the text of each input that is not empty."""

    name: str = ""
    values: Mapping[str, str] = {}


class FootprintDraft(Frozen):
    """Every field of the form, as text; a scenario after the first only says what changes."""

    activity: str = ""
    horizon: str = ""
    scenarios: tuple[ScenarioRow, ...] = (ScenarioRow(),)

    @classmethod
    def read(cls, pairs: Iterable[tuple[str, str]]) -> "FootprintDraft":
        """The draft of a form or of an address; a name that means nothing is left out."""
        texts: dict[str, str] = {}
        rows: dict[int, dict[str, str]] = {0: {}}
        for name, value in list(pairs)[:MOST_PAIRS]:
            text = " ".join(value[:TEXT_LIMIT].replace("\0", " ").split())
            field = FIELD.fullmatch(name)
            if field:
                rows.setdefault(int(field[1]), {})[field[2]] = text
            elif name in {"activity", "horizon"}:
                texts[name] = text
        listed = tuple(
            ScenarioRow(name=row.pop(NAME, ""), values={name: text for name, text in row.items() if text})
            for _, row in sorted(rows.items())
        )
        return cls(**texts, scenarios=listed)

    @classmethod
    def of_values(cls, activity: str, values: Mapping[str, object]) -> "FootprintDraft":
        """The draft of one scenario from its inputs."""
        typed = {name: str(value) for name, value in values.items()}
        return cls(activity=activity, scenarios=(ScenarioRow(values=typed),))

    @classmethod
    def of_result(cls, result: FootprintResult) -> "FootprintDraft":
        """The draft that gives a result back: what the user had given."""
        given = {one.name: _typed(one) for one in result.inputs if one.status is InputStatus.GIVEN}
        return cls.of_values(result.activity, given)

    def inputs(self, number: int) -> Mapping[str, GivenValue]:
        """The inputs of a scenario: those of the first, and what it changes."""
        return {**self.scenarios[0].values, **self.scenarios[number].values}

    def pairs(self) -> Iterator[tuple[str, str]]:
        """What an address must hold to give this draft back."""
        yield "activity", self.activity
        if self.horizon:
            yield "horizon", self.horizon
        for number, row in enumerate(self.scenarios):
            if row.name or number:
                yield f"scenarios-{number}-{NAME}", row.name
            yield from ((f"scenarios-{number}-{name}", text) for name, text in row.values.items())

    def query(self) -> str:
        """The part after «?» of the address of this draft."""
        return urlencode(list(self.pairs()))

    def with_scenario(self) -> "FootprintDraft":
        """The draft with one more scenario, as far as there may be."""
        return self.model_copy(update={"scenarios": (*self.scenarios, ScenarioRow())[:MOST_SCENARIOS]})

    def without_scenario(self, number: int) -> "FootprintDraft":
        """The draft without a scenario, the first excepted."""
        kept = (row for rank, row in enumerate(self.scenarios) if rank != number or not rank)
        return self.model_copy(update={"scenarios": tuple(kept)})


def _typed(value: InputValue) -> str:
    text = f"{value.value:f}".replace(".", ",") if isinstance(value.value, Decimal) else value.value
    spread = value.uncertainty_percent
    return f"{text} ± {spread:f} %".replace(".", ",") if spread is not None else text

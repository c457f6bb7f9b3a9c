"""An input of an activity as its data file declares it."""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum

from pydantic import Field

from assistant.calculators.footprint.result import InputStatus
from assistant.domain.model import Frozen

FACTOR = "factor:"


class Choice(Frozen):
    """A value of a choice input and the French words that name it."""

    value: str
    label: str


class InputKind(StrEnum):
    """What an input holds."""

    NUMBER = "number"
    CHOICE = "choice"


class InputSpec(Frozen):
    """An input of an activity.

    ``default`` is a number in ``unit``, a choice, or ``factor:<id>`` for a value of the registry, in which «{kind}»
    stands for the value of a choice declared before; ``because`` gives the reason and its source. ``required_without``
    names an input that can replace this one. Inputs of one ``group`` are alternatives: one question stands for all, and
    one of them is enough. An input ``asked_with`` others is asked once one of them is given
    («servers») or has a value («system_after=heat_network»); ``moot_unless_asked``, it takes no default before then.
    One that only ``refines`` a result is never asked. ``uncertainty_percent`` is the half-width at 95 % of the default;
    a user may give theirs («4 000 h/an ± 10 %»). ``example`` shows a good value in a message.
    """

    name: str
    label: str
    question: str
    kind: InputKind = InputKind.NUMBER
    unit: str = ""
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    integer: bool = False
    required: bool = False
    required_without: str | None = None
    group: str | None = None
    asked_with: tuple[str, ...] = ()
    moot_unless_asked: bool = False
    refines: bool = False
    default: str | None = None
    default_status: InputStatus = InputStatus.DEFAULT
    because: str = ""
    uncertainty_percent: Decimal | None = None
    example: str = ""
    choices: tuple[Choice, ...] = Field(default=())

    def is_asked(self, given: Mapping[str, object]) -> bool:
        """Whether the inputs given call for this one: it goes with none, or with one of them."""
        conditions = (condition.partition("=") for condition in self.asked_with)
        return not self.asked_with or any(
            name in given and value in {"", str(given[name])} for name, _, value in conditions
        )

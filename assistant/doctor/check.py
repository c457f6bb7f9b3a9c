"""One thing that the doctor has tried."""

from enum import StrEnum

from assistant.domain import Frozen


class State(StrEnum):
    """How a thing is: well, well enough, or in the way of an answer."""

    OK = "ok"
    WARNING = "warning"
    FAILED = "failed"


class Check(Frozen):
    """What was tried, how it is, what was found and what to do, in French; ``value`` is its measure, if it has one."""

    id: str
    label: str
    state: State
    found: str
    advice: str = ""
    value: float | None = None

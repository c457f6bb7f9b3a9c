"""How a long job tells how far it is: the job reports steps, the face that called it shows them."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, TypeVar

Item = TypeVar("Item")


class Step(NamedTuple):
    """Where a job stands: what it is doing (in French), how many ``unit`` are done, of how many when that is known.

    A step without unit is only a notice.
    """

    stage: str
    done: int = 0
    total: int | None = None
    unit: str = ""
    detail: str = ""


Progress = Callable[[Step], None]


def silent(_step: Step) -> None:
    """Tell nobody."""


def followed(items: Iterable[Item], progress: Progress, stage: str, *, total: int | None, unit: str) -> Iterator[Item]:
    """The items, each reported once the next one is asked for."""
    progress(Step(stage, 0, total, unit))
    for done, item in enumerate(items, start=1):
        yield item
        progress(Step(stage, done, total, unit))

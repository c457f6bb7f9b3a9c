"""How far a long job is, on stderr: a bar with rate and remaining time on a terminal, a few plain lines elsewhere."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal

from assistant.cli.output import tell
from assistant.progress import Progress, Step

SECONDS_BETWEEN_LINES = 1.0
SECONDS_BEFORE_AN_ESTIMATE = 1.0  # sooner, a rate says nothing


@contextmanager
def shown_progress() -> Iterator[Progress]:
    """What a job reports its steps to."""
    if sys.stderr.isatty():
        with _bar() as progress:
            yield progress
    else:
        yield PlainLines(tell)


class PlainLines:
    """Steps as lines: the first at once, then at most one a second; a notice at once."""

    def __init__(self, write: Callable[[str], None], *, clock: Callable[[], float] = time.monotonic) -> None:
        self._write = write
        self._clock = clock
        self._stage = ""
        self._started = 0.0
        self._last: float | None = None

    def __call__(self, step: Step) -> None:
        """Show a step, if it is time for a line."""
        now = self._clock()
        is_new = step.stage != self._stage
        if is_new:
            self._stage, self._started = step.stage, now
        is_notice = is_new and not step.unit
        if is_notice or self._last is None or now - self._last >= SECONDS_BETWEEN_LINES:
            self._last = now
            self._write(line(step, seconds=now - self._started))


def line(step: Step, *, seconds: float) -> str:
    """A step as a line, with its rate and the time that remains once ``seconds`` have been spent on its stage."""
    if not step.unit:
        return f"{step.stage}."
    of = f"/{_count(step.total)}" if step.total is not None else ""
    parts = [f"{step.stage} : {_count(step.done)}{of} {step.unit}"]
    if step.done and seconds >= SECONDS_BEFORE_AN_ESTIMATE:
        rate = step.done / seconds
        parts.append(f"{_count(Decimal(rate), decimals=1 if rate < 10 else 0)}/s")
        if step.total is not None:
            parts.append(f"reste {duration((step.total - step.done) / rate)}")
    return ", ".join([*parts, *filter(None, [step.detail])])


def duration(seconds: float) -> str:
    """A time to wait: «12 s», «3 min 20 s»."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


def _count(number: int | Decimal, *, decimals: int = 0) -> str:
    from assistant.language.display import format_decimal

    return format_decimal(number, decimals=decimals)


@contextmanager
def _bar() -> Iterator[Progress]:
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn
    from rich.progress import Progress as Display

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=20),
        TextColumn("{task.fields[told]}", markup=False),
    )
    with Display(*columns, console=Console(stderr=True), transient=True) as display:
        task = display.add_task("", total=None, told="")
        stage, started = "", 0.0

        def show(step: Step) -> None:
            nonlocal stage, started
            if step.stage != stage:
                stage, started = step.stage, time.monotonic()
                display.reset(task)
            told = line(step, seconds=time.monotonic() - started).removeprefix(step.stage).lstrip(" :.")
            display.update(task, description=step.stage, completed=step.done, total=step.total, told=told)

        yield show

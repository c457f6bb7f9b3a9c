"""What a formula gives beside its trace."""

from dataclasses import dataclass

from assistant.calculators.footprint.result import Figure, NotEstimated


@dataclass(frozen=True)
class Outcome:
    """The figures of an activity, in the order in which they are shown, what they leave out, and its own warnings."""

    figures: tuple[Figure, ...]
    warnings: tuple[str, ...] = ()
    not_estimated: tuple[NotEstimated, ...] = ()

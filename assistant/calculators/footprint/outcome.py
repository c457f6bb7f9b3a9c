"""What a formula gives beside its trace."""

from dataclasses import dataclass

from assistant.calculators.footprint.result import Figure


@dataclass(frozen=True)
class Outcome:
    """The figures of an activity, in the order in which they are shown, and its own warnings."""

    figures: tuple[Figure, ...]
    warnings: tuple[str, ...] = ()

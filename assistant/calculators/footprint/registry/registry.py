"""The factors of one version, by id and by series."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property

from assistant.calculators.footprint.registry.choice import FactorChoice, Rejection, choose
from assistant.calculators.footprint.registry.factor import Factor
from assistant.domain.model import Frozen

REPLACED = "un facteur ajouté ici prend la place de celui que Jalon propose"


class FactorRegistry(Frozen):
    """The factors of one version; ``released_on`` is the day to which its default choices refer."""

    version: str
    released_on: date
    factors: Mapping[str, Factor]

    def get(self, factor_id: str) -> Factor:
        """The factor of an id, or the one of one's own that replaces it.

        Raises KeyError when the registry has none: there is no silent replacement.
        """
        return self._replacements.get(factor_id) or self.factors[factor_id]

    def replacement(self, factor_id: str) -> FactorChoice | None:
        """The log of a factor that a table of one's own replaces."""
        taken = self._replacements.get(factor_id)
        if taken is None:
            return None
        rejected = (Rejection(factor_id=factor_id, reason=REPLACED),)
        return FactorChoice(asked=factor_id, factor_id=taken.id, rule=REPLACED, rejected=rejected)

    def choose(self, series: str, *, geography: str, on: date | None = None) -> tuple[Factor, FactorChoice]:
        """The factor of a series for a place, on a day (that of the registry's release by default), with the log.

        Raises KeyError when no factor covers the place.
        """
        asked = series, geography, on or self.released_on
        if asked not in self._chosen:
            self._chosen[asked] = choose(series, self._series[series], geography=geography, on=asked[2])
        return self._chosen[asked]

    def with_own(self, own: "FactorRegistry") -> "FactorRegistry":
        """This registry and a table of one's own."""
        return FactorRegistry(
            version=f"{self.version}+{own.version}",
            released_on=max(self.released_on, own.released_on),
            factors={**self.factors, **own.factors},
        )

    @cached_property
    def _replacements(self) -> dict[str, Factor]:
        return {factor.replaces: factor for factor in self.factors.values() if factor.replaces}

    @cached_property
    def _chosen(self) -> dict[tuple[str, str, date], tuple[Factor, FactorChoice]]:
        """The choices already made: a registry never changes."""
        return {}

    @cached_property
    def _series(self) -> dict[str, list[Factor]]:
        series: dict[str, list[Factor]] = {}
        for factor in self.factors.values():
            if factor.series:
                series.setdefault(factor.series, []).append(factor)
        return series

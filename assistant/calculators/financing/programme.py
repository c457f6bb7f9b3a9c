"""The linear programme of a plan: the most aid under its limits, then one choice among the plans that reach it.

HiGHS works on floating point: what it finds is only a proposal, that ``optimiser`` rounds down to the cent, completes
and checks exactly.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from assistant.calculators.financing.limits import Limit
from assistant.calculators.financing.proposal import Range, Solution
from assistant.errors import JalonError

Vector = NDArray[np.float64]
TOLERANCE = 1e-9  # of the largest bound: what floating point may lose
FEASIBLE = 1e-6  # euros: ten times what HiGHS lets a limit be crossed by, so that an optimum found stays feasible


@dataclass(frozen=True)
class Programme:
    """Maximise the aids of ``ranges`` under ``limits``; among equal plans, the one that fills the first ranges most."""

    ranges: Sequence[Range]
    limits: Sequence[Limit]
    fixed: Mapping[str, Decimal]

    def solve(self) -> Solution:
        """The proposal; the limits hold when every aid is nothing."""
        rows, bounds = self._matrix()
        uppers = self._kept_uppers(rows, bounds)
        best = linprog(-np.ones(len(self.ranges)), A_ub=rows, b_ub=bounds, bounds=uppers, method="highs")
        amounts = self._first_filled(rows, bounds, uppers, float(_solved(best.x).sum()))
        return Solution(
            amounts=dict(zip((one.name for one in self.ranges), amounts, strict=True)),
            limit_gains=[-float(gain) for gain in best.ineqlin.marginals],
            range_gains={one.name: -float(gain) for one, gain in zip(self.ranges, best.upper.marginals, strict=True)},
        )

    def _matrix(self) -> tuple[Vector, Vector]:
        rows = np.array(
            [[float(limit.weights.get(one.name, 0)) for one in self.ranges] for limit in self.limits], dtype=np.float64
        )
        nothing = {one.name: Decimal(0) for one in self.ranges}
        bounds = np.array([float(limit.slack({**nothing, **self.fixed})) for limit in self.limits], dtype=np.float64)
        return rows, bounds

    def _kept_uppers(self, rows: Vector, bounds: Vector) -> list[tuple[float, float]]:
        """The range of each grant; one with a floor is either left out or kept above it, whichever brings more."""
        if not any(one.floor for one in self.ranges):
            return [(0.0, float(one.most)) for one in self.ranges]
        count = len(self.ranges)
        most = np.array([float(one.most) for one in self.ranges])
        floors = np.array([float(one.floor) for one in self.ranges])
        identity = np.eye(count)
        found = milp(
            np.concatenate([-np.ones(count), np.zeros(count)]),
            integrality=np.concatenate([np.zeros(count), np.ones(count)]),
            bounds=Bounds(np.zeros(2 * count), np.concatenate([most, np.ones(count)])),
            constraints=[
                LinearConstraint(np.hstack([rows, np.zeros_like(rows)]), -np.inf, bounds),
                LinearConstraint(np.hstack([identity, -np.diag(most)]), -np.inf, 0),
                LinearConstraint(np.hstack([identity, -np.diag(floors)]), 0, np.inf),
            ],
            options={"mip_rel_gap": 0},
        )
        kept = _solved(found.x)[count:] > 0.5
        return [(low, high) if keep else (0.0, 0.0) for low, high, keep in zip(floors, most, kept, strict=True)]

    def _first_filled(
        self, rows: Vector, bounds: Vector, uppers: Sequence[tuple[float, float]], best: float
    ) -> list[float]:
        """Among the plans that reach the best total, the one that fills each grant in turn as much as it can."""
        margin = max(FEASIBLE, TOLERANCE * float(bounds.max()))
        ranges = list(uppers)
        rows = np.vstack([rows, -np.ones(len(ranges))])
        bounds = np.append(bounds, -(best - margin))
        amounts: list[float] = []
        for place in range(len(ranges)):
            goal = np.zeros(len(ranges))
            goal[place] = -1
            found = linprog(goal, A_ub=rows, b_ub=bounds, bounds=ranges, method="highs")
            amounts.append(float(_solved(found.x)[place]))
            ranges[place] = (max(ranges[place][0], amounts[-1] - margin), amounts[-1])
        return amounts


def _solved(values: Vector | None) -> Vector:
    if values is None:
        raise JalonError("Le calcul du meilleur plan n'a pas abouti : vérifiez les montants et les plafonds des aides.")
    return values

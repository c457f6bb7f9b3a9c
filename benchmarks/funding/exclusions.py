"""How many aids that are certainly not for the asker stand among the first ten, by two judges.

The first is the product's own verdict. The second is apart from it and reads the raw record: an aid of a région or of a
département where the asker is not, an audience that does not name the asker.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

from assistant.domain import Territory
from assistant.funding import FundingMatch, Stated, search_aids, understand
from assistant.services import Services
from assistant.territories import Territories
from benchmarks.funding.ranking import JUDGED, ON

TERRITORIES = ("24", "35", "974", "R32")
# How the two dumps name an asker; «Intercommunalités / Pays» is the older word for EPCI.
BENEFICIARIES: Mapping[str, frozenset[str]] = {
    "commune": frozenset({"Communes"}),
    "epci": frozenset({"EPCI à fiscalité propre", "Intercommunalités / Pays"}),
    "department": frozenset({"Départements"}),
    "association": frozenset({"Associations"}),
}
SCALES = {"(Région)": "region", "(Département)": "department"}
TOP = 10


@dataclass(frozen=True)
class Exclusions:
    """What was asked and shown, and what should not have been; ``short`` counts the answers under ten aids."""

    asked: int
    shown: int
    short: int
    by_verdict: int
    by_record: int
    examples: tuple[str, ...]

    def table(self) -> str:
        """A line of Markdown, after its head."""
        head = (
            "| requests | aids shown | answers under ten | excluded by Jalon's verdict | excluded by the raw record |"
        )
        counts = (self.asked, self.shown, self.short, self.by_verdict, self.by_record)
        return f"{head}\n|---|---|---|---|---|\n| {' | '.join(map(str, counts))} |"


def count_exclusions(services: Services) -> Exclusions:
    """Ask each judged request from each territory as each beneficiary."""
    rows = {row["slug"]: row for path in JUDGED.paths for row in _rows(path)}
    shown = list(_answers(services))
    aids = [(match, stated) for matches, stated in shown for match in matches]
    records = [
        (match, stated) for match, stated in aids if is_elsewhere(rows[match.aid.slug], stated, services.territories)
    ]
    return Exclusions(
        asked=len(shown),
        shown=len(aids),
        short=sum(len(matches) < TOP for matches, _ in shown),
        by_verdict=sum(match.is_excluded for match, _ in aids),
        by_record=len(records),
        examples=tuple(f"{stated.territory}, {stated.beneficiary}: {match.aid.slug}" for match, stated in records[:20]),
    )


def _answers(services: Services) -> Iterator[tuple[Sequence[FundingMatch], Stated]]:
    for text, territory, beneficiary in product(JUDGED.queries().values(), TERRITORIES, BENEFICIARIES):
        stated = Stated(territory=territory, beneficiary=beneficiary)
        request = understand(
            text, territories=services.territories, on=ON, stated=stated, include_closed=True, limit=TOP
        )
        yield (
            search_aids(
                request, knowledge=services.knowledge, store=services.store, territories=services.territories
            ).results,
            stated,
        )


def is_elsewhere(row: Mapping[str, Any], stated: Stated, territories: Territories) -> bool:
    """Whether a raw record says that it is not for the asker: another région or département, another audience."""
    audiences = row["targeted_audiences"] or ()
    names = BENEFICIARIES[stated.beneficiary or ""]
    place = territories.get(stated.territory or "")
    return bool(audiences and not names & set(audiences)) or _is_of_another_place(
        row.get("perimeter"), place, territories
    )


def _is_of_another_place(perimeter: str | None, place: Territory, territories: Territories) -> bool:
    name, _, scale = (perimeter or "").rpartition(" ")
    if scale not in SCALES:
        return False
    around = {one.level.value: one.name for one in (place, *territories.ancestors(place))}
    told = around.get(SCALES[scale])
    return told is not None and told != name


def _rows(path: Path) -> Iterator[Mapping[str, Any]]:
    return map(json.loads, path.read_text(encoding="utf-8").splitlines())

"""The State's grants for works of all kinds (DETR, DSIL, DSID), read from ``general_grants.toml``."""

import tomllib
from datetime import date
from functools import cache
from importlib.resources import files

from assistant.domain import Aid, Beneficiary, Frozen
from assistant.language import normalise

INVESTMENT = "investissement"


class GeneralGrant(Frozen):
    """A grant: how to find its records, and who may ask for it; see the head of ``general_grants.toml``."""

    query: str
    names: tuple[str, ...]
    beneficiaries: tuple[Beneficiary, ...]
    law: str
    verified_on: date

    def is_named_by(self, aid: Aid) -> bool:
        """Whether an aid is this grant, by its title."""
        title = f" {normalise(aid.name)} "
        return any(f" {name} " in title for name in self.names)


def general_grants(beneficiary: Beneficiary | None) -> tuple[GeneralGrant, ...]:
    """The grants that a beneficiary may ask for; those of communes and EPCI when it is not known."""
    return tuple(grant for grant in _load() if (beneficiary or Beneficiary.COMMUNE) in grant.beneficiaries)


def pays_for_works(aid: Aid) -> bool:
    """Whether an aid pays for investments, as its record says."""
    return any(INVESTMENT in normalise(destination) for destination in aid.destinations)


@cache
def _load() -> tuple[GeneralGrant, ...]:
    text = (files("assistant.funding") / "general_grants.toml").read_text(encoding="utf-8")
    return tuple(map(GeneralGrant.model_validate, tomllib.loads(text)["grant"]))

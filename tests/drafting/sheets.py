"""Sheets that the tests of drafting share."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from assistant.domain.sheet import Action, CostLine, MatchedAid, Origin, ProjectSheet, Provenance, Statement

ON = datetime(2026, 11, 24, 9, tzinfo=UTC)
SAID = (Provenance(origin=Origin.USER, quote="mots"),)
PROPOSED = (Provenance(origin=Origin.ASSUMPTION, quote="à confirmer"),)
READ = (Provenance(origin=Origin.DOCUMENT, reference="p1"),)


def said(text: str) -> Statement:
    return Statement(text=text, provenance=SAID)


def proposed(text: str) -> Statement:
    return Statement(text=text, provenance=PROPOSED)


def sheet(**fields: Any) -> ProjectSheet:
    values = {"project_id": "p-00000001", "version": 1, "title": said("École"), "created_at": ON, "updated_at": ON}
    return ProjectSheet(**{**values, **fields})


def cost(amount: int, *, is_tax_unsaid: bool = False) -> CostLine:
    return CostLine(label="Travaux", amount_excl_tax=Decimal(amount), is_tax_unsaid=is_tax_unsaid, provenance=SAID)


def step(period: str = "", provenance: tuple[Provenance, ...] = PROPOSED) -> Action:
    return Action(label="Délibérer", period=period, provenance=provenance)


def aid(name: str, *unknown: str) -> MatchedAid:
    return MatchedAid(
        aid_id=name, slug=name, name=name, financers=(), rate_max=None, deadline=None, reasons=(), unknown=unknown,
        provenance=READ,
    )  # fmt: skip

"""A home as an authority's is after years: 200 projects, 5,000 versions of sheets, follow-ups, comments, plans."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from sqlalchemy import insert

from assistant.agent import Assistant
from assistant.domain.follow_up import Expense, FollowedGrant, FollowUp, Milestone
from assistant.domain.portfolio import row_of
from assistant.domain.sheet import Phase, ProjectSheet, Statement
from assistant.plans import CostRow, PlanDraft
from assistant.projects.journal import EntryKind
from assistant.services import Services
from assistant.storage.tables import follow_ups, journal, sheets

PROJECTS, VERSIONS, COMMENTS, PLANS = 200, 25, 20, 60
BEGUN = datetime(2024, 1, 1, 9, tzinfo=UTC)
ASKED = "Commune de Dordogne : remplacer 420 luminaires par des LED, 310 000 € HT. Rédige la fiche projet."
WHAT = (
    "l'école",
    "le gymnase",
    "la mairie",
    "l'éclairage public",
    "la chaufferie",
    "les haies",
    "la piscine",
    "le réseau",
)
WORK = ("Rénover", "Isoler", "Équiper", "Agrandir", "Reconstruire", "Végétaliser", "Raccorder", "Sobriété :")


def fill(services: Services, *, projects: int = PROJECTS, versions: int = VERSIONS) -> None:
    """Fill a home in which the samples are indexed; the sheets are copies of one that the assistant wrote."""
    chance = random.Random(8)
    first = _written(services)
    with services.database.begin() as connection:
        for rank in range(projects):
            every = list(_versions(first, rank, versions, chance))
            connection.execute(insert(sheets), [_row(sheet) for sheet in every])
            connection.execute(insert(journal), [_comment(every[-1], number) for number in range(COMMENTS)])
            connection.execute(insert(follow_ups), _follow_up(rank, chance))
    for rank in range(PLANS):
        costs = (CostRow(label="Travaux", amount_excl_tax=f"{100 + rank} 000"),)
        services.saved_plans.save(PlanDraft(title=f"Plan {rank}", costs=costs), now=BEGUN + timedelta(hours=rank))


def project_id(rank: int) -> str:
    """The id of a project of the home."""
    return f"p-{rank:08x}"


def _written(services: Services) -> ProjectSheet:
    assistant = Assistant(services)
    try:
        answer = assistant.ask(ASKED)
    finally:
        assistant.close()
    return services.projects.get(answer.project_id or "")


def _versions(first: ProjectSheet, rank: int, versions: int, chance: random.Random) -> Iterator[ProjectSheet]:
    title = f"{chance.choice(WORK)} {chance.choice(WHAT)}, tranche {rank}"
    phase = chance.choice(list(Phase))
    for version in range(1, versions + 1):
        at = BEGUN + timedelta(days=rank, hours=version)
        told = Statement(text=title, provenance=first.title.provenance)
        known = {"project_id": project_id(rank), "version": version, "title": told, "phase": phase}
        yield first.model_copy(update={**known, "created_at": at, "updated_at": at})


def _row(sheet: ProjectSheet) -> dict[str, object]:
    return {
        "project_id": sheet.project_id, "version": sheet.version, "title": sheet.title.text,
        "updated_at": sheet.updated_at.isoformat(), "data": sheet.model_dump_json(),
        "row": row_of(sheet).model_dump_json(),
    }  # fmt: skip


def _comment(sheet: ProjectSheet, number: int) -> dict[str, object]:
    return {
        "project_id": sheet.project_id, "at": sheet.updated_at.isoformat(), "author": "Anne Martin",
        "kind": EntryKind.COMMENT.value, "text": f"Réunion {number} avec le bureau d'études.", "version": sheet.version,
    }  # fmt: skip


def _follow_up(rank: int, chance: random.Random) -> dict[str, object]:
    days = sorted(date(2026, 1, 1) + timedelta(days=chance.randrange(700)) for _ in range(5))
    followed = FollowUp(
        project_id=project_id(rank),
        milestones=tuple(Milestone(label=f"Étape {number}", planned_on=day) for number, day in enumerate(days, 1)),
        grants=(FollowedGrant(name="DETR", asked=Decimal(90_000), obtained=Decimal(60_000)),),
        expenses=tuple(Expense(label="Acompte", amount_excl_tax=Decimal(9_500), paid_on=day) for day in days),
        revision=1,
    )
    return {"project_id": followed.project_id, "revision": 1, "data": followed.model_dump_json()}

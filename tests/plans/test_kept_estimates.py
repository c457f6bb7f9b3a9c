"""An estimate kept from its page stays when the conversation drafts the sheet again."""

from datetime import UTC, datetime

from assistant.calculators.footprint import FootprintResult, estimate
from assistant.domain.sheet import Origin, ProjectSheet, Provenance, Statement
from assistant.plans.footprints import keep_footprint
from assistant.projects import with_hand
from assistant.services import Services

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
TITLE = Statement(text="Luminaires", provenance=(Provenance(origin=Origin.USER, quote="dit"),))


def lighting(watts: str) -> FootprintResult:
    return estimate("public_lighting", {"points": "420", "power_before": "150 W", "power_after": watts})


def drafted(*results: FootprintResult) -> ProjectSheet:
    return ProjectSheet(
        project_id="p-00000001", version=1, title=TITLE, footprint=results, created_at=NOW, updated_at=NOW
    )


def test_it_stays_until_the_conversation_computes_another(services: Services) -> None:
    said, kept, said_since = (lighting(watts) for watts in ("45 W", "30 W", "25 W"))
    services.projects.save(drafted(said))
    sheet = keep_footprint(services.projects, kept, "p-00000001", now=NOW)
    assert with_hand(drafted(said), sheet).footprint == (kept,)
    assert with_hand(drafted(), sheet).footprint == (kept,)
    assert with_hand(drafted(said_since), sheet).footprint == (said_since,)

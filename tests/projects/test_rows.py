"""A list of projects reads one row a project, in time that does not grow with their versions."""

from datetime import UTC, date, datetime
from decimal import Decimal

from sqlalchemy import update

from assistant.calculators.footprint import estimate
from assistant.domain.portfolio import Emissions, row_of
from assistant.domain.sheet import CostLine, MatchedAid, Origin, Phase, ProjectSheet, Provenance, Statement
from assistant.services import Services
from assistant.storage.tables import sheets

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
USER = (Provenance(origin=Origin.USER, quote="dit"),)
GUESS = (Provenance(origin=Origin.ASSUMPTION, quote="proposé"),)
LIGHTING = estimate("public_lighting", {"points": 420, "power_before": "150 W", "power_after": "45 W"})
SHEET = ProjectSheet(
    project_id="p-00000001", version=1, title=Statement(text="Éclairage", provenance=USER), phase=Phase.STUDY,
    objectives=(Statement(text="Réduire la facture", provenance=GUESS),),
    costs=(CostLine(label="Travaux", amount_excl_tax=Decimal(310_000), provenance=USER),),
    funding=(
        MatchedAid(
            aid_id="1", slug="fonds", name="Fonds vert", financers=("État",), rate_max=None, deadline=date(2027, 1, 31),
            reasons=(), provenance=USER,
        ),
    ),
    footprint=(LIGHTING,), created_at=NOW, updated_at=NOW,
)  # fmt: skip


def test_a_row_tells_cost_emissions_deadlines_and_what_is_missing() -> None:
    row = row_of(SHEET)
    avoided = next(figure for figure in LIGHTING.figures if figure.name == "avoided_emissions")
    assert row.cost_excl_tax == 310_000
    assert row.emissions is not None
    assert row.emissions.avoided_yearly == avoided.value
    assert row.emissions.induced_once is None
    assert [(one.label, one.day) for one in row.deadlines] == [("Fonds vert", date(2027, 1, 31))]
    assert row.missing == (
        "porteur", "partenaires", "territoire", "calendrier", "plan de financement", "indicateurs",
    )  # fmt: skip
    assert row.to_confirm == 1


def test_both_sides_of_emissions_add_up_apart() -> None:
    one = Emissions(induced_once=Decimal(2), avoided_yearly=Decimal(5))
    both = one + Emissions(induced_once=Decimal(1), avoided_yearly=Decimal(1))
    assert (both.induced_once, both.avoided_yearly) == (Decimal(3), Decimal(6))


def test_the_list_has_the_last_version_of_each(services: Services) -> None:
    services.projects.save(SHEET)
    services.projects.save(SHEET.model_copy(update={"version": 2, "phase": Phase.WORKS}))
    services.projects.save(SHEET.model_copy(update={"project_id": "p-00000002"}))
    assert {(row.project_id, row.version, row.phase.value) for row in services.projects.rows()} == {
        ("p-00000001", 2, "travaux"),
        ("p-00000002", 1, "étude"),
    }


def test_a_sheet_of_an_earlier_jalon_has_its_row_made_when_it_is_read(services: Services) -> None:
    services.projects.save(SHEET)
    with services.database.begin() as connection:
        connection.execute(update(sheets).values(row=None))
    assert services.projects.rows() == (row_of(SHEET),)


def test_a_row_of_an_earlier_layout_is_made_again(services: Services) -> None:
    services.projects.save(SHEET)
    earlier = row_of(SHEET).model_dump_json(exclude={"layout"})
    with services.database.begin() as connection:
        connection.execute(update(sheets).values(row=earlier.replace('"partenaires",', "")))
    assert services.projects.rows() == (row_of(SHEET),)

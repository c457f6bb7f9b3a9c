"""Saved plans: kept as typed, renamed, duplicated, deleted; a plan or a sheet opened in the form again."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from assistant.agent import Assistant
from assistant.calculators.financing import PlanInput, read_plan
from assistant.errors import InputError, NotFoundError
from assistant.plans import CostRow, GrantRow, PlanDraft, draft_of_plan, draft_of_sheet, left_out
from assistant.services import Services
from assistant.web.plan_input import plan_of
from tests.calculators.financing.plans import ON, OWNER, WORKS, grant

NOW, LATER = (datetime(2026, 11, day, tzinfo=UTC) for day in (25, 26))
UNFINISHED = PlanDraft(title="École", costs=(CostRow(label="Travaux", amount_excl_tax="à chiffrer"),))


def plan(**changes: Any) -> PlanInput:
    content = {"title": "École", "owner": OWNER, "costs": [WORKS], "grants": [grant("detr", 90000)], **changes}
    return read_plan(content, on=date.fromisoformat(ON))


def test_an_unfinished_plan_is_kept_as_it_was_typed(services: Services) -> None:
    plan_id = services.saved_plans.save(UNFINISHED, now=NOW)
    assert services.saved_plans.get(plan_id) == UNFINISHED.model_copy(update={"saved_as": plan_id})


def test_a_plan_saved_twice_is_one(services: Services) -> None:
    saved = services.saved_plans
    assert saved.save(UNFINISHED, now=NOW) == saved.save(UNFINISHED, now=LATER)
    assert [one.title for one in saved.list()] == ["École"]


def test_a_plan_opened_and_changed_takes_the_place_of_the_saved_one(services: Services) -> None:
    saved = services.saved_plans
    plan_id = saved.save(UNFINISHED, now=NOW)
    changed = saved.get(plan_id).with_aid(GrantRow(aid="detr", label="DETR"))
    assert saved.save(changed, now=LATER) == plan_id
    assert saved.get(plan_id) == changed
    assert [(one.plan_id, one.updated_at) for one in saved.list()] == [(plan_id, LATER)]


def test_a_plan_that_was_deleted_elsewhere_is_saved_again(services: Services) -> None:
    saved = services.saved_plans
    opened = saved.get(saved.save(UNFINISHED, now=NOW))
    saved.delete(opened.saved_as)
    again = saved.save(opened, now=LATER)
    assert saved.get(again).costs == UNFINISHED.costs


def test_a_plan_is_renamed_duplicated_and_deleted(services: Services) -> None:
    saved = services.saved_plans
    plan_id = saved.save(UNFINISHED, now=NOW)
    saved.rename(plan_id, "  École,  tranche 1 ", now=LATER)
    assert saved.get(plan_id).title == "École, tranche 1"
    copy = saved.duplicate(plan_id, now=LATER)
    assert saved.duplicate(plan_id, now=LATER) == copy
    assert saved.get(copy).title == "Copie de École, tranche 1"
    saved.delete(plan_id)
    assert [one.plan_id for one in saved.list()] == [copy]
    with pytest.raises(NotFoundError, match=plan_id):
        saved.get(plan_id)


@pytest.mark.parametrize("title", ["", "  \0 ", "x" * 201])
def test_a_title_has_words_and_is_not_a_book(services: Services, title: str) -> None:
    plan_id = services.saved_plans.save(UNFINISHED, now=NOW)
    with pytest.raises(InputError, match="de 1 à 200 caractères"):
        services.saved_plans.rename(plan_id, title, now=LATER)
    assert services.saved_plans.get(plan_id).title == "École"


def test_a_plan_opened_in_the_form_says_the_same(services: Services) -> None:
    given = plan(
        calendar={"works_start": "2027-03-01", "works_end": "2028-12-31"},
        operation={"derogations": [{"id": "school-renovation", "obtained": True}], "energy_saving_percent": 40.5},
        grants=[grant("detr", rate_percent="37.25", lines=[WORKS["id"]], ceiling=100000, status="requested")],
        loans=[{"id": "pret", "label": "Emprunt", "amount": 50000, "rate_percent": 3.2, "years": 15}],
    )
    read = plan_of(draft_of_plan(given), services.territories, on=given.on)
    assert read is not None
    without = {"id": True}
    assert [cost.model_dump(exclude=without) for cost in read.costs] == [
        cost.model_dump(exclude=without) for cost in given.costs
    ]
    assert [one.model_dump(exclude={"id", "lines"}) for one in read.grants] == [
        one.model_dump(exclude={"id", "lines"}) for one in given.grants
    ]
    assert read.grants[0].lines == (read.costs[0].id,)
    assert [one.model_dump(exclude=without) for one in read.loans] == [
        one.model_dump(exclude=without) for one in given.loans
    ]
    assert (read.owner, read.calendar, read.operation) == (given.owner, given.calendar, given.operation)
    assert left_out(given) == ()


def test_what_the_form_cannot_show_is_told() -> None:
    given = plan(own_funds=1000, grants=[grant("detr", 90000, floor=10)])
    assert left_out(given) == ("les fonds propres imposés", "les planchers d'aide")


def test_a_plan_begins_from_the_owner_and_the_costs_of_a_sheet(services: Services, assistant: Assistant) -> None:
    said = "Commune de Dordogne de 3 200 habitants : 420 LED pour 310 000 € HT. Rédige la fiche projet."
    project_id = str(assistant.ask(said).project_id)
    draft = draft_of_sheet(services.projects.get(project_id))
    assert (draft.owner_kind, draft.territory, draft.population) == ("commune", "24", "3\u202f200")
    assert [cost.amount_excl_tax for cost in draft.costs] == ["310\u202f000"]
    kept = services.plans.judge(plan())
    services.plans.keep(kept, project_id, now=NOW)
    assert draft_of_sheet(services.projects.get(project_id)) == draft_of_plan(kept.plan)

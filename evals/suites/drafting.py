"""Drafting: are the fields of the sheet right, and are those that the conversation allows filled in?

``input``: ``messages``. ``expected``: ``fields`` by name, compared as values, and ``sections`` that must not be empty.
"""

from pydantic import Field, JsonValue

from assistant.domain import Frozen
from assistant.domain.sheet import ProjectSheet
from evals.cases import Case, read_as
from evals.conversing import Messages, converse
from evals.suite import Gate, Metric, Scores, Suite, of_samples
from evals.suites.tools import same_value
from evals.world import World

RIGHT, COMPLETE = "right_fields", "completeness"


class ExpectedSheet(Frozen):
    """What the sheet must hold; the names are those of ``fields_of``."""

    fields: dict[str, JsonValue] = Field(default_factory=dict)
    sections: tuple[str, ...] = ()


def draft(case: Case, world: World) -> JsonValue:
    """The fields of the sheet that the conversation saved; empty without sheet."""
    sheet = converse(world, read_as(Messages, case, case.input).messages).sheet
    return fields_of(sheet) if sheet else {}


def fields_of(sheet: ProjectSheet) -> dict[str, JsonValue]:
    """The facts of a sheet by name, and the text of each of its sections."""
    whole = sheet.model_dump(mode="json", exclude={"sources"})
    sections = {name: value for name, value in whole.items() if isinstance(value, list)}
    return {
        "title": sheet.title.text,
        "phase": sheet.phase.value,
        "owner": sheet.owner.text if sheet.owner else None,
        "beneficiary": sheet.beneficiary.value if sheet.beneficiary else None,
        "territory": sheet.territory.code if sheet.territory else None,
        "population": sheet.population,
        "total_cost_excl_tax": str(sheet.total_cost_excl_tax),
        "activities": [one.activity for one in sheet.footprint],
        "sections": [name for name, value in sections.items() if value],
    }


def score(case: Case, output: JsonValue) -> Scores:
    """The share of the expected fields that are right, and of the expected sections that are filled in."""
    expected = read_as(ExpectedSheet, case, case.expected)
    assert isinstance(output, dict)
    right = [name in output and same_value(value, output[name]) for name, value in expected.fields.items()]
    filled = output.get("sections")
    there = [isinstance(filled, list) and name in filled for name in expected.sections]
    shares = {RIGHT: right, COMPLETE: there}
    return {name: sum(found) / len(found) for name, found in shares.items() if found}


SUITES = (
    Suite(
        name="drafting.sheets",
        title="Rédiger la fiche projet",
        datasets=("sheets", "hand_sheets"),
        corpus=of_samples(),
        run=draft,
        score=score,
        metrics=(Metric(name=RIGHT, title="Champs exacts"), Metric(name=COMPLETE, title="Rubriques remplies")),
        gates=(Gate(metric=RIGHT, margin=0.02), Gate(metric=COMPLETE, margin=0.02)),
    ),
)

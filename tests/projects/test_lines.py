"""Costs and indicators written by hand, one a line: what is read, what is refused, what is kept."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from assistant.domain.sheet import CostLine, Indicator, Origin, ProjectSheet, Provenance, Statement
from assistant.errors import InputError
from assistant.projects import confirmed, edited, lines_of, with_hand
from assistant.projects.lines import text_of, written

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
SAID = (Provenance(origin=Origin.USER, quote="210 000 €"),)
PROPOSED = (Provenance(origin=Origin.ASSUMPTION, quote="Proposition"),)
QUESTION = "Le coût dit dans la conversation (230 000 €) n'est pas le total des coûts écrits à la main (200 000 €)"


def drafted(*amounts: int, questions: tuple[str, ...] = (), indicators: tuple[Indicator, ...] = ()) -> ProjectSheet:
    costs = [
        CostLine(label="Rénovation", amount_excl_tax=Decimal(one), is_tax_unsaid=True, provenance=SAID)
        for one in amounts
    ]
    return ProjectSheet(
        project_id="p-00000001", version=1, title=Statement(text="École", provenance=PROPOSED), costs=tuple(costs),
        open_questions=tuple(Statement(text=one, provenance=PROPOSED) for one in questions), indicators=indicators,
        created_at=NOW, updated_at=NOW,
    )  # fmt: skip


def indicator(name: str, target: str = "") -> Indicator:
    return Indicator(name=name, unit="kWh/an", target=target, provenance=PROPOSED)


def questions_of(sheet: ProjectSheet) -> list[str]:
    return [" ".join(one.split()).partition(" : ")[0] for one in lines_of(sheet, "open_questions")]


@pytest.mark.parametrize(
    ("line", "label", "amount"),
    [
        ("Travaux : 120 000 €", "Travaux", 120_000),
        ("Travaux : 120\u202f000\u202f€ HT", "Travaux", 120_000),
        ("Lot 1 : travaux: 120000", "Lot 1 : travaux", 120_000),
        ("Études : 4 500,50 euros hors taxes", "Études", Decimal("4500.50")),
        ("Travaux : 1,2 M€", "Travaux", 1_200_000),
        ("Divers : 2000", "Divers", 2000),
        ("lampadaires 41 100 euros", "lampadaires", 41_100),
    ],
)
def test_a_cost_is_read_as_one_writes_it(line: str, label: str, amount: Decimal) -> None:
    cost = written("costs", line)
    assert isinstance(cost, CostLine)
    assert (cost.label, cost.amount_excl_tax, cost.is_tax_unsaid) == (label, amount, False)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Travaux", "le montant ne se lit pas"),
        ("Travaux : cher", "le montant ne se lit pas"),
        ("Travaux : -5 €", "le montant ne se lit pas"),
        ("Travaux : 12 kWh", "le montant ne se lit pas"),
        ("Travaux : entre 10 et 20 €", "le montant ne se lit pas"),
        ("Travaux : " + "9" * 200, "le montant ne se lit pas"),
        ("Travaux : 120 000 € TTC", "écrivez le montant HT"),
        (": 120 000 €", "le nom du poste"),
    ],
)
def test_why_a_cost_cannot_be_read_is_told(line: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        written("costs", line)


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("Consommation (kWh/an) : 52 000 → 21 000", ("52 000", "21 000")),
        ("Consommation (kWh/an): 52 000 -> 21 000", ("52 000", "21 000")),
        ("Consommation (kWh/an) : 52 000 →", ("52 000", "")),
        ("Consommation (kWh/an) : → 21 000", ("", "21 000")),
        ("Consommation (kWh/an)", ("", "")),
    ],
)
def test_an_indicator_may_lack_a_reference_or_a_target(line: str, values: tuple[str, str]) -> None:
    found = written("indicators", line)
    assert isinstance(found, Indicator)
    assert (found.name, found.unit) == ("Consommation", "kWh/an")
    assert (found.baseline, found.target) == values
    assert written("indicators", text_of(found)) == found


@pytest.mark.parametrize(("line", "told"), [("Consommation : 5 → 3", "l'unité"), ("Gaz (kWh) : 12", "une flèche")])
def test_an_indicator_that_cannot_be_read_is_told(line: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        written("indicators", line)


def test_every_line_that_cannot_be_read_is_told_at_once() -> None:
    with pytest.raises(InputError, match=r"ligne 1 \(« Travaux »\).*ligne 3 \(« Études »\)"):
        edited(drafted(), "costs", ["Travaux", "Divers : 10 €", "Études"], at=NOW)


def test_a_cost_left_as_it_is_keeps_its_proof_and_its_mark_however_it_is_spaced() -> None:
    sheet = edited(drafted(210_000), "costs", ["Rénovation :  210000 € (HT à confirmer)", "Études : 8 000 €"], at=NOW)
    assert sheet.costs[0] == drafted(210_000).costs[0]
    assert sheet.total_cost_excl_tax == 218_000


def test_taking_the_mark_out_or_confirming_says_that_the_cost_excludes_tax() -> None:
    by_line = edited(drafted(210_000), "costs", ["Rénovation : 210 000 €"], at=NOW)
    by_button = confirmed(drafted(210_000), "costs", at=NOW)
    for sheet in (by_line, by_button):
        assert [(one.amount_excl_tax, one.is_tax_unsaid) for one in sheet.costs] == [(Decimal(210_000), False)]
        assert not with_hand(drafted(210_000), sheet).costs[0].is_tax_unsaid


def test_a_line_displayed_with_narrow_spaces_keeps_its_proof() -> None:
    line = Statement(text="Surface : 1\u202f200\u202fm²", provenance=(Provenance(origin=Origin.CALCULATION),))
    sheet = drafted().model_copy(update={"description": (line,)})
    assert edited(sheet, "description", ["Surface : 1\u202f200\u202fm²", "Neuf"], at=NOW).description[0] == line


class TestDraftedAgain:
    def test_costs_written_by_hand_are_never_added_to_those_of_the_conversation(self) -> None:
        sheet = edited(drafted(210_000), "costs", ["Travaux : 180 000 €", "Études : 20 000 €"], at=NOW)
        again = with_hand(drafted(210_000), sheet)
        assert again.total_cost_excl_tax == 200_000
        assert questions_of(again) == []

    def test_another_cost_told_since_is_a_question_until_it_is_answered(self) -> None:
        sheet = edited(drafted(210_000), "costs", ["Travaux : 180 000 €", "Études : 20 000 €"], at=NOW)
        again = with_hand(drafted(230_000, questions=("Quand ?",)), sheet)
        assert again.total_cost_excl_tax == 200_000
        assert questions_of(again) == ["Quand ?", QUESTION]
        assert questions_of(with_hand(drafted(230_000), again)) == [QUESTION]
        answered = edited(again, "costs", ["Travaux : 210 000 €"], at=NOW)
        assert questions_of(answered) == ["Quand ?"]
        assert questions_of(with_hand(drafted(230_000), answered)) == []

    def test_the_question_taken_out_by_hand_does_not_come_back(self) -> None:
        sheet = edited(drafted(210_000), "costs", ["Travaux : 200 000 €"], at=NOW)
        without = edited(with_hand(drafted(230_000), sheet), "open_questions", [], at=NOW)
        assert questions_of(with_hand(drafted(230_000), without)) == []

    def test_a_cost_only_confirmed_follows_the_conversation(self) -> None:
        again = with_hand(drafted(230_000), confirmed(drafted(210_000), "costs", at=NOW))
        assert again.total_cost_excl_tax == 230_000
        assert questions_of(again) == []

    def test_costs_all_taken_out_stay_so_until_the_conversation_tells_another(self) -> None:
        sheet = edited(drafted(210_000), "costs", [], at=NOW)
        again = with_hand(drafted(210_000), sheet)
        assert again.costs == ()
        assert with_hand(drafted(230_000), again).total_cost_excl_tax == 230_000

    def test_an_indicator_written_stays_one_taken_out_goes_and_one_of_another_name_is_added(self) -> None:
        first = drafted(indicators=(indicator("Électricité"), indicator("Gaz"), indicator("Coût")))
        sheet = edited(first, "indicators", ["Électricité (kWh/an) : 52 000 → 21 000", "Coût (kWh/an)"], at=NOW)
        now = (indicator("Électricité", "9"), indicator("Gaz", "9"), indicator("Coût", "9"), indicator("Eau"))
        again = with_hand(drafted(indicators=now), sheet)
        assert lines_of(again, "indicators") == (
            "Électricité (kWh/an) : 52 000 → 21 000",
            "Coût (kWh/an) : → 9",
            "Eau (kWh/an)",
        )

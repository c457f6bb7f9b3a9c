"""The data of the rule book: each row is told, dated and linked, and a kind of check applies it."""

import gzip
import json
from datetime import date
from decimal import Decimal
from itertools import islice
from pathlib import Path

import pytest

from assistant.calculators.financing import Verdict, check_plan, load_book
from assistant.calculators.financing.book import TO_VERIFY, Rule
from assistant.calculators.financing.checks import KINDS
from tests.calculators.financing.plans import grant, plan, verdicts

BOOK = load_book()
MINIMUM = "allocations-minimum"


@pytest.mark.parametrize("rule", BOOK.rules, ids=lambda rule: rule.id)
def test_a_rule_is_told_dated_and_linked(rule: Rule) -> None:
    assert rule.kind in KINDS
    assert rule.sentence.endswith(".")
    assert rule.reference
    assert rule.source
    assert rule.link.startswith("http")
    assert rule.valid_to is None or rule.valid_from < rule.valid_to


@pytest.mark.parametrize("rule", BOOK.rules, ids=lambda rule: rule.id)
def test_a_rule_is_either_read_on_a_day_or_said_to_be_verified(rule: Rule) -> None:
    assert (rule.verified_on is None) is (rule.confidence == TO_VERIFY)
    assert rule.to_verify or rule.confidence != TO_VERIFY


def test_ids_are_unique_and_every_kind_of_check_serves() -> None:
    assert len(BOOK.by_id) == len(BOOK.rules)
    assert {rule.kind for rule in BOOK.rules} == KINDS.keys()


def test_rules_name_only_schemes_and_groups_that_exist() -> None:
    groups = {scheme.group for scheme in BOOK.schemes.values()}
    for rule in BOOK.rules:
        assert set(rule.schemes) <= BOOK.schemes.keys()
        assert set(rule.groups) <= groups
    for derogation in BOOK.derogations.values():
        assert set(derogation.rules) <= BOOK.by_id.keys()


def test_every_scheme_says_how_it_is_paid_and_which_rule_orders_its_request() -> None:
    ordered = {group for name in ("no-early-start", "request-order") for group in BOOK.by_id[name].groups}
    for scheme in BOOK.schemes.values():
        assert scheme.payment_source
        assert scheme.group in ordered
        assert scheme.ask_before in {"execution", "completion"}


def test_a_rule_applies_only_while_it_is_in_force() -> None:
    of_2025 = BOOK.by_id["green-fund-renovation"]
    assert of_2025.is_in_force(date(2025, 12, 31))
    assert not of_2025.is_in_force(date(2026, 1, 1))
    assert not of_2025.is_in_force(date(2023, 12, 31))


@pytest.mark.real_data
def test_the_minimum_rate_warns_of_the_real_grants_that_are_under_it(shared_data: Path) -> None:
    """Operations subsidised in 2023 and 2024: each of those under 20 % is warned of, and no other."""
    with gzip.open(shared_data / "projects" / "dotations_2023_2024.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in islice(lines, 400)]
    under = 0
    for row in rows:
        cost, subsidy = (round(Decimal(row[name]), 2) for name in ("cout_ht", "subvention"))
        if row["dispositif"] not in {"DETR", "DSIL"} or not 0 < subsidy <= cost:
            continue
        line = {"id": "operation", "amount_excl_tax": cost}
        found = verdicts(check_plan(plan(costs=[line], grants=[grant(row["dispositif"].lower(), subsidy)])), MINIMUM)
        assert found == {Verdict.WARN if subsidy * 5 < cost else Verdict.OK}
        under += subsidy * 5 < cost
    assert under > 0

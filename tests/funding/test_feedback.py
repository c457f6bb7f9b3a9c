"""Feedback on aids: one verdict an aid and a request, changed, withdrawn, shown again, replayed as judgements."""

import csv
import json
from datetime import UTC, date, datetime
from math import log2
from pathlib import Path

import pytest

from assistant.domain import Feedback
from assistant.errors import InputError, NotFoundError
from assistant.funding import FundingRequest, Stated, judgements, understand
from assistant.services import Services

ASKED = "éclairage public LED en Dordogne"
WANTED, OTHER = "dordogne-sde24-eclairage-public-contrats-projets-communaux", "cee-advenir-bornes-recharge"
NOW, LATER = (datetime(2026, 11, day, tzinfo=UTC) for day in (24, 25))


def request(services: Services, query: str = ASKED, **stated: str) -> FundingRequest:
    asked = Stated.model_validate(stated)
    return understand(query, territories=services.territories, on=date(2026, 11, 24), stated=asked)


def give(services: Services, slug: str, verdict: str, *, reason: str = "", at: datetime = NOW) -> Feedback:
    return services.feedback.give(request(services), slug, verdict, reason=reason, now=at)


def test_a_verdict_keeps_the_request_and_what_was_understood(services: Services) -> None:
    given = give(services, WANTED, "ajouter", reason="Nous y sommes adhérents")
    (kept,) = services.feedback.all()
    assert kept == given
    assert (kept.query, kept.reason, kept.given_at) == (ASKED, "Nous y sommes adhérents", NOW)
    assert ("territory", "24", False) in {(one.name, one.value, one.is_stated) for one in kept.facets}


def test_the_same_request_shows_its_verdicts_again(services: Services) -> None:
    give(services, WANTED, "ajouter")
    again = request(services, "Eclairage public LED, en DORDOGNE")
    assert services.feedback.of(again)[WANTED].verdict == "ajouter"
    assert not services.feedback.of(request(services, "école en Dordogne"))


def test_facets_stated_beside_the_sentence_make_another_request(services: Services) -> None:
    services.feedback.give(request(services, territory="33"), WANTED, "non_pertinent", now=NOW)
    assert not services.feedback.of(request(services))
    assert WANTED in services.feedback.of(request(services, territory="Gironde"))


def test_a_verdict_given_twice_is_one_and_keeps_its_date(services: Services) -> None:
    assert give(services, WANTED, "ajouter") == give(services, WANTED, "ajouter", at=LATER)
    assert len(services.feedback.all()) == 1


def test_a_verdict_is_changed_then_withdrawn(services: Services) -> None:
    give(services, WANTED, "ajouter")
    changed = give(services, WANTED, "non_pertinent", reason="Déjà demandée", at=LATER)
    assert services.feedback.all() == (changed,)
    services.feedback.withdraw(changed.feedback_id)
    assert services.feedback.all() == ()
    with pytest.raises(NotFoundError, match="n'existe pas ou plus"):
        services.feedback.withdraw(changed.feedback_id)


@pytest.mark.parametrize(("verdict", "reason", "field"), [("bof", "", "verdict"), ("ajouter", "x" * 501, "reason")])
def test_a_wrong_verdict_names_its_field(services: Services, verdict: str, reason: str, field: str) -> None:
    with pytest.raises(InputError) as refused:
        give(services, WANTED, verdict, reason=reason)
    assert refused.value.field == field
    assert services.feedback.all() == ()


def test_an_unknown_aid_is_refused(services: Services) -> None:
    with pytest.raises(NotFoundError, match="aide-inconnue"):
        give(services, "aide-inconnue", "ajouter")


def test_verdicts_are_exported_in_the_shape_of_the_judged_sets(services: Services) -> None:
    identity = give(services, WANTED, "ajouter").request_id
    give(services, OTHER, "non_pertinent", at=LATER)
    services.feedback.give(request(services, territory="33"), OTHER, "ajouter", now=NOW)
    written = judgements(services.feedback.all())
    rows = list(csv.DictReader(written.qrels.splitlines(), delimiter="\t"))
    assert [(row["corpus-id"], row["score"]) for row in rows if row["query-id"] == identity] == [
        (OTHER, "0"),
        (WANTED, "2"),
    ]
    queries = [json.loads(line) for line in written.queries.splitlines()]
    assert {"_id": identity, "text": ASKED} in queries
    assert [query["facets"] for query in queries if "facets" in query] == [{"territory": ["33"]}]


def test_exported_verdicts_score_a_search(services: Services, tmp_path: Path) -> None:
    give(services, WANTED, "ajouter")
    give(services, OTHER, "non_pertinent")
    written = judgements(services.feedback.all())
    (tmp_path / "queries.jsonl").write_text(written.queries, encoding="utf-8")
    (tmp_path / "qrels.tsv").write_text(written.qrels, encoding="utf-8")
    pytest.importorskip("ir_measures", reason="the extra [bench] is not installed")
    from benchmarks.feedback import feedback_set, rejected_found, replay
    from benchmarks.judged import score

    given = feedback_set(tmp_path)
    found = replay(tmp_path, services)
    (identity,) = found
    measured = score(given, found)
    rank = found[identity].index(WANTED) + 1
    assert measured.recall.tolist() == [1.0]
    assert measured.ndcg.tolist() == pytest.approx([1 / log2(rank + 1)])
    assert rejected_found(given, found) == int(OTHER in found[identity])
    assert rejected_found(given, {identity: [OTHER]}) == 1
    assert score(given, {identity: [OTHER]}).ndcg.tolist() == [0.0]

"""What is shown and what is counted: the nearest operations are shown, those alike enough make the statistics."""

from collections.abc import Callable, Sequence

import pytest

from assistant.calculators.comparables import Closeness, Criterion
from assistant.comparables import operation_text, statement
from assistant.contract import comparables_json
from tests.comparables.conftest import Ask, Row, row

CLOSE = [
    row("Remplacement de la chaudière de la mairie par une pompe à chaleur", cost, beneficiaire_code_insee=f"0500{n}")
    for n, cost in enumerate((40_000, 50_000, 60_000, 70_000, 80_000), start=1)
]
SAME_KIND = row("Remplacement de la chaudière fioul et des menuiseries de la salle des fêtes", 900_000)
ELSEWHERE = [
    row("Extension du cimetière"),
    row("Réfection de la voirie communale"),
    row("Construction d'un city stade"),
]
ASKED = "remplacer la chaudière fioul de la mairie par une pompe à chaleur"


@pytest.fixture
def asked(ask: Callable[[Sequence[Row]], Ask]) -> Ask:
    return ask([*CLOSE, SAME_KIND, *ELSEWHERE])


def test_an_operation_of_the_same_kind_is_shown_after_those_that_are_closer(asked: Ask) -> None:
    shown = asked(ASKED).operations
    assert [one.is_counted for one in shown] == [True] * len(CLOSE) + [False]
    assert shown[-1].operation.title == SAME_KIND["intitule"]
    assert shown[-1].likeness.closeness in {Closeness.KIND, Closeness.FAR}


def test_what_is_not_counted_moves_no_statistic(asked: Ask) -> None:
    summary = asked(ASKED).summary
    assert summary.found == summary.whole.count == len(CLOSE)
    assert summary.whole.cost.maximum == 80_000


def test_the_groups_hold_only_what_is_counted(asked: Ask) -> None:
    assert [group.count for group in asked(ASKED).breakdown.by_scheme] == [len(CLOSE)]


def test_the_answer_says_how_many_of_those_shown_are_counted_and_how_near_the_others_are(asked: Ask) -> None:
    answer = asked(ASKED)
    told = answer.operations[-1].likeness.closeness
    assert (
        "Parmi les opérations les plus proches (6), 5 comptent dans les statistiques. "
        f"À lire comme des exemples, hors des statistiques — {told} : 1."
    ) in statement(answer)
    assert "hors des statistiques" in operation_text(answer.operations[-1])
    assert "hors des statistiques" not in operation_text(answer.operations[0])


def test_the_answer_says_when_all_those_shown_are_counted(asked: Ask) -> None:
    assert "Les 3 plus proches comptent toutes dans les statistiques." in statement(asked(ASKED, limit=3))


def test_without_any_close_enough_the_nearest_are_shown_without_median(ask: Callable[[Sequence[Row]], Ask]) -> None:
    answer = ask([SAME_KIND, *ELSEWHERE])(ASKED)
    assert [one.operation.title for one in answer.operations] == [SAME_KIND["intitule"]]
    assert (answer.summary.found, answer.summary.whole.count) == (0, 0)
    found, shown, *_ = statement(answer)
    assert found == (
        "Aucune opération assez semblable parmi 4 opérations subventionnées : aucune médiane n'est donnée."
    )
    assert shown.startswith("Parmi les opérations les plus proches (1), aucune ne compte dans les statistiques.")


def test_two_answers_that_count_nothing_are_two_calculations(ask: Callable[[Sequence[Row]], Ask]) -> None:
    asked = ask(
        [SAME_KIND, row("Restauration des vitraux, des peintures et de la charpente de la chapelle"), *ELSEWHERE]
    )
    first, second = asked(ASKED), asked("restaurer les vitraux de la collégiale et son orgue baroque")
    assert first.summary.found == second.summary.found == 0
    assert first.operations != second.operations
    assert first.summary.calculation_id != second.summary.calculation_id


@pytest.mark.parametrize(
    "query",
    [
        "recette de la tarte aux pommes",
        "organiser un festival de jazz",
        "prime d'activité des agents",
        "écris-moi un poème sur l'automne",
        "quel temps fera-t-il demain ?",
        "organiser un tournoi de tennis au stade",
    ],
)
def test_a_request_about_nothing_that_they_do_shows_nothing(asked: Ask, query: str) -> None:
    answer = asked(query)
    assert (answer.operations, answer.summary.found) == ((), 0)
    assert statement(answer)[-1].startswith("Aucune opération comparable parmi 9")


def test_an_operation_with_one_word_in_common_is_shown_as_far_beside_closer_ones(
    ask: Callable[[Sequence[Row]], Ask],
) -> None:
    far = ask([*CLOSE, row("Mise aux normes de la cuve à fioul des ateliers"), *ELSEWHERE])(ASKED).operations[-1]
    assert far.operation.title == "Mise aux normes de la cuve à fioul des ateliers"
    assert (far.likeness.closeness, far.is_counted) == (Closeness.FAR, False)


def test_an_operation_found_by_the_beginning_of_a_word_alone_is_not_shown(ask: Callable[[Sequence[Row]], Ask]) -> None:
    shown = ask([*CLOSE, row("Ouverture du musée de la chaudronnerie"), *ELSEWHERE])(ASKED).operations
    assert len(shown) == len(CLOSE)


def test_what_is_said_in_json_agrees_with_what_is_told(asked: Ask) -> None:
    told = comparables_json(asked(ASKED))
    assert (told["found"], told["shown"], told["shown_counted"]) == (5, 6, 5)
    assert [one["is_counted"] for one in told["results"]] == [True] * 5 + [False]
    assert {one["likeness"]["closeness"] for one in told["results"]} <= {"same", "close", "kind", "far"}


def test_operations_left_out_by_scheme_or_year_are_not_shown(ask: Callable[[Sequence[Row]], Ask]) -> None:
    other = [row(one["intitule"], 30_000, dispositif="DSIL", exercice="2020") for one in (CLOSE[0], SAME_KIND)]
    asked = ask([*CLOSE, *other, *ELSEWHERE])
    assert {one.operation.schemes for one in asked(ASKED, scheme="DETR").operations} == {("DETR",)}
    assert {one.operation.year for one in asked(ASKED, year_from=2021).operations} == {2024}


def test_the_same_title_has_the_same_nearness_whatever_the_rest_of_its_record(asked: Ask) -> None:
    shares = {one.likeness.share(Criterion.SUBJECT) for one in asked(ASKED).operations[:5]}
    assert len({one.likeness.score for one in asked(ASKED).operations[:5]}) == len(shares) == 1


def test_a_word_is_not_read_as_another_that_hardly_a_title_holds(ask: Callable[[Sequence[Row]], Ask]) -> None:
    asked = ask([row("Réfection de la toiture du théâtre du Capitole"), *ELSEWHERE])
    answer = asked("quelle est la capitale de l'Australie ?")
    assert (answer.read_as, answer.operations) == ({}, ())

"""A sheet drafted again: the phase and what people wrote or confirmed stay, whatever the conversation drafts."""

from datetime import UTC, datetime

from assistant.domain.sheet import Origin, Phase, ProjectSheet, Provenance, Statement
from assistant.projects import confirmed, edited, in_phase, lines_of, with_hand

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
PROPOSED = (Provenance(origin=Origin.ASSUMPTION, quote="Proposition"),)


def drafted(*objectives: str, title: str = "École") -> ProjectSheet:
    made = tuple(Statement(text=one, provenance=PROPOSED) for one in objectives)
    return ProjectSheet(
        project_id="p-00000001", version=1, title=Statement(text=title, provenance=PROPOSED), objectives=made,
        created_at=NOW, updated_at=NOW,
    )  # fmt: skip


def test_the_phase_stays_where_people_put_it() -> None:
    assert with_hand(drafted(), in_phase(drafted(), Phase.STUDY, at=NOW)).phase is Phase.STUDY


def test_what_a_person_wrote_and_took_out_stays_so() -> None:
    written = edited(drafted("Chauffer mieux", "Isoler"), "objectives", ["Isoler", "Réunir les classes"], at=NOW)
    again = with_hand(drafted("Chauffer mieux", "Isoler"), written)
    assert lines_of(again, "objectives") == ("Isoler", "Réunir les classes")
    assert lines_of(with_hand(drafted("Chauffer mieux", "Isoler"), again), "objectives") == (
        "Isoler",
        "Réunir les classes",
    )


def test_a_line_drafted_for_the_first_time_is_added_and_one_no_longer_drafted_goes() -> None:
    written = edited(drafted("Surface : 640 m²"), "objectives", ["Surface : 640 m²", "Réunir les classes"], at=NOW)
    again = with_hand(drafted("Surface : 700 m²"), written)
    assert lines_of(again, "objectives") == ("Réunir les classes", "Surface : 700 m²")


def test_a_confirmed_proposal_stays_confirmed() -> None:
    sheet = confirmed(drafted("Isoler"), "objectives", at=NOW)
    assert with_hand(drafted("Isoler"), sheet).objectives[0].provenance[0].origin is Origin.USER
    assert confirmed(sheet, "objectives", at=NOW) is sheet


def test_a_title_written_by_hand_stays_until_the_conversation_names_another() -> None:
    written = edited(drafted(), "title", ["École Jean-Moulin"], at=NOW)
    assert with_hand(drafted(), written).title.text == "École Jean-Moulin"
    assert with_hand(drafted(title="Groupe scolaire"), written).title.text == "Groupe scolaire"

"""A project changed by hand: versions, conflicts, phases, comments and follow-up."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from assistant.domain.follow_up import Expense, FollowedGrant, FollowUp
from assistant.domain.sheet import Action, Origin, Phase, ProjectSheet, Provenance, Statement
from assistant.errors import ChangedError, InputError, NotFoundError
from assistant.projects import differences, lines_of
from assistant.services import Services

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
DOCUMENT = (Provenance(origin=Origin.DOCUMENT, reference="abc"),)
LAW = Statement(text="Le texte l'exige.", provenance=DOCUMENT)
PROJECT = "p-00000001"


@pytest.fixture
def sheet(services: Services) -> ProjectSheet:
    return services.projects.save(
        ProjectSheet(
            project_id=PROJECT, version=1, title=Statement(text="École", provenance=DOCUMENT), obligations=(LAW,),
            actions=(Action(label="Audit", provenance=DOCUMENT),), created_at=NOW, updated_at=NOW,
        )
    )  # fmt: skip


@pytest.mark.usefixtures("sheet")
class TestEditing:
    def test_a_line_that_was_there_keeps_its_proof_and_a_new_one_is_the_users(self, services: Services) -> None:
        saved = services.editor.edit(PROJECT, "obligations", ["Le texte l'exige.", "Voir le SDE."], over=1, at=NOW)
        assert saved.version == 2
        assert [one.provenance[0].origin for one in saved.obligations] == [Origin.DOCUMENT, Origin.USER]
        assert [one.text for one in services.journal.of(PROJECT)] == ["Modifié : Obligations légales"]

    def test_what_changes_nothing_saves_nothing(self, services: Services) -> None:
        same = services.editor.edit(PROJECT, "obligations", ["Le texte l'exige.", "  "], over=1, at=NOW)
        assert same.version == 1
        assert services.journal.of(PROJECT) == ()

    def test_a_change_of_another_field_meanwhile_is_kept(self, services: Services) -> None:
        services.editor.edit(PROJECT, "context", ["L'école fuit."], over=1, at=NOW)
        saved = services.editor.edit(PROJECT, "risks", ["Retard"], over=1, at=NOW)
        assert (lines_of(saved, "context"), lines_of(saved, "risks")) == (("L'école fuit.",), ("Retard",))

    def test_a_change_of_the_same_field_meanwhile_is_told(self, services: Services) -> None:
        services.editor.edit(PROJECT, "context", ["Elle fuit."], over=1, at=NOW)
        with pytest.raises(ChangedError, match="version 2"):
            services.editor.edit(PROJECT, "context", ["Elle brûle."], over=1, at=NOW)
        assert lines_of(services.projects.get(PROJECT), "context") == ("Elle fuit.",)

    def test_two_who_save_at_once_do_not_overwrite_each_other(self, services: Services, sheet: ProjectSheet) -> None:
        second = sheet.model_copy(update={"version": 2})
        services.projects.save_over(second)
        with pytest.raises(ChangedError, match="« mon texte »"):
            services.projects.save_over(second, written="mon texte")

    @pytest.mark.parametrize(
        ("field", "lines", "told"),
        [
            ("title", [], "Le titre ne peut pas être vide"),
            ("title", ["un", "deux"], "une ligne au plus"),
            ("funding", ["DETR"], "ne s'écrit pas ici"),
            (
                "costs",
                ["Travaux : 12O 000 €", "Études : 8 000 €"],
                "ligne 1 .« Travaux : 12O 000 € »., le montant ne se lit pas. Exemple : « Travaux : 120 000 € »",
            ),
            ("risks", ["x" * 2001], "2000 caractères"),
        ],
    )
    def test_what_cannot_be_written_is_told(self, services: Services, field: str, lines: list[str], told: str) -> None:
        with pytest.raises(InputError, match=told):
            services.editor.edit(PROJECT, field, lines, over=1, at=NOW)

    def test_an_earlier_version_comes_back_as_a_new_one(self, services: Services, sheet: ProjectSheet) -> None:
        services.editor.edit(PROJECT, "title", ["Groupe scolaire"], over=1, at=NOW)
        back = services.editor.restore(PROJECT, 1, at=NOW)
        assert (back.version, back.title) == (3, sheet.title)
        assert [one.version for one in services.projects.versions(PROJECT)] == [3, 2, 1]

    def test_the_phase_changes_once(self, services: Services) -> None:
        services.editor.change_phase(PROJECT, Phase.WORKS, at=NOW, author="Awa")
        services.editor.change_phase(PROJECT, Phase.WORKS, at=NOW, author="Awa")
        (entry,) = services.journal.of(PROJECT)
        assert (entry.author, entry.text) == ("Awa", "Phase : idée → travaux")

    def test_two_versions_tell_their_differences(self, services: Services, sheet: ProjectSheet) -> None:
        saved = services.editor.edit(PROJECT, "actions", ["Audit", "Travaux"], over=1, at=NOW)
        changed = services.editor.change_phase(PROJECT, Phase.STUDY, at=NOW)
        assert [(one.field, one.removed, one.added) for one in differences(sheet, changed)] == [
            ("actions", (), ("Travaux",)),
            ("phase", ("idée",), ("étude",)),
        ]
        assert differences(saved, saved) == ()

    def test_a_comment_is_kept_with_its_author(self, services: Services) -> None:
        services.editor.comment(PROJECT, " À revoir ", at=NOW, author="Le maire")
        (entry,) = services.journal.of(PROJECT)
        assert (entry.author, entry.text, entry.version) == ("Le maire", "À revoir", 1)

    @pytest.mark.parametrize("text", ["  ", "x" * 4001])
    def test_an_empty_or_endless_comment_is_refused(self, services: Services, text: str) -> None:
        with pytest.raises(InputError, match="commentaire"):
            services.editor.comment(PROJECT, text, at=NOW)


@pytest.mark.usefixtures("sheet")
def test_a_follow_up_adds_up_and_tells_who_came_second(services: Services) -> None:
    empty = services.follow_ups.get(PROJECT)
    first = empty.model_copy(
        update={
            "expenses": (Expense(label="Audit", amount_excl_tax=Decimal(4000), paid_on=date(2026, 11, 1)),),
            "grants": (
                FollowedGrant(name="DETR", asked=Decimal(90_000), obtained=Decimal(60_000)),
                FollowedGrant(name="Région", asked=Decimal(10_000)),
            ),
        }
    )
    saved = services.editor.follow(first, what="Dépense ajoutée", at=NOW)
    assert saved.revision == 1
    assert [saved.spent, saved.asked, saved.obtained] == [4000, 100_000, 60_000]
    assert services.follow_ups.all() == {PROJECT: saved}
    with pytest.raises(ChangedError, match="suivi"):
        services.editor.follow(empty, what="Autre", at=NOW)


def test_a_project_without_sheet_cannot_be_followed(services: Services) -> None:
    with pytest.raises(NotFoundError):
        services.editor.follow(FollowUp(project_id="p-ffffffff"), what="x", at=NOW)

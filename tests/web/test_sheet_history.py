"""The page of a sheet tells who did what and when, and leads to where each thing is dealt with."""

from datetime import UTC, datetime, timedelta

from assistant.domain.sheet import Phase
from assistant.projects import Entry, EntryKind, ProjectSummary
from assistant.web.sheet_view import history_of

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)


def version(number: int) -> ProjectSummary:
    at = NOW + timedelta(hours=number)
    return ProjectSummary(project_id="p-00000001", title="École", version=number, updated_at=at)


def test_the_versions_that_nobody_signed_stand_among_those_that_people_made() -> None:
    edited = Entry(
        project_id="p-00000001", at=NOW + timedelta(hours=2), author="Awa", kind=EntryKind.EDITED, text="Modifié",
        version=2,
    )  # fmt: skip
    found = history_of([edited], [version(3), version(2), version(1)], Phase.IDEA)
    assert [(one.version, one.author) for one in found] == [
        (3, "Jalon (conversation, plan ou calcul)"),
        (2, "Awa"),
        (1, "Jalon (conversation, plan ou calcul)"),
    ]
    assert found[-1].text == "Fiche créée, phase : idée"

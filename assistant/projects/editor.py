"""Change a project by hand, and write down who did what."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from assistant.domain.follow_up import FollowUp
from assistant.domain.sheet import Phase, ProjectSheet
from assistant.errors import ChangedError
from assistant.language.display import format_date
from assistant.projects.editing import FIELDS, confirmed, edited, in_phase, lines_of
from assistant.projects.follow_ups import FollowUps
from assistant.projects.journal import Entry, EntryKind, Journal
from assistant.projects.repository import ProjectRepository


class ProjectEditor:
    """The changes of the projects of one home. Every method raises NotFoundError for a project without sheet."""

    def __init__(self, *, sheets: ProjectRepository, follow_ups: FollowUps, journal: Journal) -> None:
        self._sheets = sheets
        self._follow_ups = follow_ups
        self._journal = journal

    def edit(
        self, project_id: str, field: str, lines: Sequence[str], *, over: int, at: datetime, author: str = ""
    ) -> ProjectSheet:
        """Write a field of the version ``over`` again.

        A change made meanwhile to another field is kept. Raises ChangedError, with what was written, when it was this
        field that changed; InputError for what cannot be written. Lines that change nothing save nothing.
        """
        last = self._sheets.get(project_id)
        wanted = edited(last, field, lines, at=at)
        if lines_of(wanted, field) == lines_of(last, field):
            return last
        if over != last.version:
            was = lines_of(self._sheets.get(project_id, version=over), field)
            if was != lines_of(last, field):
                raise ChangedError(
                    f"{FIELDS[field]} a été changé par quelqu'un d'autre (version {last.version}). Rien n'est perdu : "
                    f"son texte est affiché, le vôtre est ci-dessous. Réunissez-les, puis enregistrez."
                )
        saved = self._sheets.save_over(wanted, written=" / ".join(lines))
        self._note(saved, EntryKind.EDITED, f"Modifié : {FIELDS[field]}", at, author)
        return saved

    def confirm(self, project_id: str, field: str, *, at: datetime, author: str = "") -> ProjectSheet:
        """Make the proposals of a field the user's own; raises InputError for an unknown field."""
        last = self._sheets.get(project_id)
        wanted = confirmed(last, field, at=at)
        if wanted.version == last.version:
            return last
        saved = self._sheets.save_over(wanted)
        self._note(saved, EntryKind.CONFIRMED, f"Propositions confirmées : {FIELDS[field]}", at, author)
        return saved

    def change_phase(self, project_id: str, phase: Phase, *, at: datetime, author: str = "") -> ProjectSheet:
        """Put a project in another phase; the same phase changes nothing."""
        last = self._sheets.get(project_id)
        if last.phase is phase:
            return last
        saved = self._sheets.save_over(in_phase(last, phase, at=at))
        self._note(saved, EntryKind.PHASE, f"Phase : {last.phase.value} → {phase.value}", at, author)
        return saved

    def restore(self, project_id: str, version: int, *, at: datetime, author: str = "") -> ProjectSheet:
        """Make an earlier version the last one again, as a new version: none is lost.

        The phase stays: it tells where the project is, not what its sheet says.
        """
        last, old = self._sheets.get(project_id), self._sheets.get(project_id, version=version)
        if old.version == last.version:
            return last
        kept = {"version": last.version + 1, "updated_at": at, "phase": last.phase}
        saved = self._sheets.save_over(old.model_copy(update=kept))
        text = f"Version {version} du {format_date(old.updated_at.date())} rétablie"
        self._note(saved, EntryKind.RESTORED, text, at, author)
        return saved

    def comment(self, project_id: str, text: str, *, at: datetime, author: str = "") -> Entry:
        """Write a comment; raises InputError for an empty or an endless one."""
        version = self._sheets.get(project_id).version
        return self._journal.add(project_id, EntryKind.COMMENT, text, at=at, author=author, version=version)

    def note_saved(self, sheet: ProjectSheet, what: str, *, at: datetime, author: str = "") -> None:
        """Write down what made a version that another page saved; once, however often its button was pressed."""
        if not any(
            one.kind is EntryKind.SAVED and one.version == sheet.version for one in self._journal.of(sheet.project_id)
        ):
            self._note(sheet, EntryKind.SAVED, what, at, author)

    @contextmanager
    def signing(self, project_id: str, what: str, *, author: str) -> Iterator[None]:
        """Write down the author of the versions that are saved meanwhile; nothing without a name or a new version."""
        before = {one.version for one in self._sheets.versions(project_id)} if author else set()
        try:
            yield
        finally:
            if author:
                told = {one.version for one in self._journal.of(project_id) if one.kind is not EntryKind.COMMENT}
                for one in reversed(self._sheets.versions(project_id)):
                    if one.version not in before | told:
                        self._journal.add(
                            project_id, EntryKind.SAVED, what, at=one.updated_at, author=author, version=one.version
                        )

    def follow(self, follow_up: FollowUp, *, what: str, at: datetime, author: str = "") -> FollowUp:
        """Keep a follow-up made from the last revision; raises ChangedError when it is not the last."""
        self._sheets.get(follow_up.project_id)
        saved = self._follow_ups.save(follow_up)
        self._journal.add(follow_up.project_id, EntryKind.FOLLOWED, what, at=at, author=author)
        return saved

    def _note(self, sheet: ProjectSheet, kind: EntryKind, text: str, at: datetime, author: str) -> None:
        self._journal.add(sheet.project_id, kind, text, at=at, author=author, version=sheet.version)

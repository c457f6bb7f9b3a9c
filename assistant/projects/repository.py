"""Keep project sheets: each save is a new version, none is lost."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, case, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from assistant.domain import Frozen
from assistant.domain.portfolio import ProjectRow, row_of
from assistant.domain.sheet import ProjectSheet
from assistant.errors import ChangedError, NotFoundError, StorageError
from assistant.language.personal import mask_personal, mask_values
from assistant.storage import Database
from assistant.storage.tables import sheets

ROW_LAYOUT = f'"layout":{ProjectRow.model_fields["layout"].default}'  # as a row is written


class ProjectSummary(Frozen):
    """A project as listed: its last version."""

    project_id: str
    title: str
    version: int
    updated_at: datetime


class ProjectRepository:
    """The sheets of all projects."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, sheet: ProjectSheet) -> ProjectSheet:
        """Store a sheet as its version says; a version that exists is a programming error."""
        row = {
            "project_id": sheet.project_id,
            "version": sheet.version,
            "title": sheet.title.text,
            "updated_at": sheet.updated_at.isoformat(),
            "data": sheet.model_dump_json(),
            "row": row_of(sheet).model_dump_json(),
        }
        with self._database.begin() as connection:
            connection.execute(insert(sheets), row)
        return sheet

    def get(self, project_id: str, *, version: int | None = None) -> ProjectSheet:
        """A version of a sheet, the last one by default; raises NotFoundError."""
        statement = select(sheets.c.data).where(sheets.c.project_id == project_id)
        if version is not None:
            statement = statement.where(sheets.c.version == version)
        with self._database.connect() as connection:
            data = connection.scalar(statement.order_by(sheets.c.version.desc()).limit(1))
        if data is None and version is not None and (known := self.versions(project_id)):
            raise NotFoundError(
                f"La fiche du projet « {project_id[:60]} » n'a pas de version {version} : la dernière est la "
                f"{known[0].version}."
            )
        if data is None:
            raise NotFoundError(
                f"Le projet « {project_id[:60]} » n'a pas de fiche. "
                "Demandez « Rédige la fiche projet » dans sa conversation."
            )
        return ProjectSheet.model_validate_json(data)

    def save_over(self, sheet: ProjectSheet, *, written: str = "") -> ProjectSheet:
        """Store the next version made from the last one; raises ChangedError when another was stored meanwhile.

        The message carries ``written``, what would have been saved, so that nothing is lost.
        """
        try:
            return self.save(sheet)
        except StorageError as error:
            if not isinstance(error.__cause__, IntegrityError):
                raise
            raise ChangedError(
                f"La fiche a changé pendant que vous écriviez : la version {sheet.version} existe déjà. "
                f"Votre texte n'est pas enregistré, le voici : « {written} ». Relisez la dernière version, puis "
                "enregistrez de nouveau."
            ) from error

    def versions(self, project_id: str) -> tuple[ProjectSummary, ...]:
        """The versions of a sheet, the last one first; empty when it has none."""
        columns = (sheets.c.project_id, sheets.c.title, sheets.c.version, sheets.c.updated_at)
        statement = select(*columns).where(sheets.c.project_id == project_id).order_by(sheets.c.version.desc())
        with self._database.connect() as connection:
            return tuple(ProjectSummary.model_validate(dict(row)) for row in connection.execute(statement).mappings())

    def find(self, project_id: str) -> ProjectSheet | None:
        """The last version of a sheet; None when the project has none."""
        try:
            return self.get(project_id)
        except NotFoundError:
            return None

    def delete(self, project_id: str) -> bool:
        """Remove every version of a sheet; whether there was one."""
        with self._database.begin() as connection:
            return connection.execute(delete(sheets).where(sheets.c.project_id == project_id)).rowcount > 0

    def mask(self, project_id: str) -> None:
        """Take the e-mail addresses and telephone numbers out of every version of a sheet: the versions stay."""
        stored = select(sheets.c.version, sheets.c.title, sheets.c.data).where(sheets.c.project_id == project_id)
        masked = update(sheets).where(sheets.c.project_id == project_id, sheets.c.version == bindparam("of"))
        with self._database.begin() as connection:
            for version, title, data in connection.execute(stored).all():
                sheet = ProjectSheet.model_validate(
                    mask_values(ProjectSheet.model_validate_json(data).model_dump(mode="json"))
                )
                values = {
                    "title": mask_personal(title),
                    "data": sheet.model_dump_json(),
                    "row": row_of(sheet).model_dump_json(),
                }
                connection.execute(masked.values(values), {"of": version})

    def rows(self) -> tuple[ProjectRow, ...]:
        """Every project in one row, the last changed first; only a sheet that an earlier Jalon kept is read whole."""
        is_kept = func.coalesce(sheets.c.row, "").contains(ROW_LAYOUT)
        whole = case((~is_kept, sheets.c.data)).label("whole")
        with self._database.connect() as connection:
            found = connection.execute(_last_versions(sheets.c.row, whole)).all()
        return tuple(
            row_of(ProjectSheet.model_validate_json(data)) if data else ProjectRow.model_validate_json(row)
            for row, data in found
        )

    def list(self) -> tuple[ProjectSummary, ...]:
        """All projects, the last changed first."""
        statement = _last_versions(sheets.c.project_id, sheets.c.title, sheets.c.version, sheets.c.updated_at)
        with self._database.connect() as connection:
            return tuple(ProjectSummary.model_validate(dict(row)) for row in connection.execute(statement).mappings())


def _last_versions(*columns: ColumnElement[Any]) -> Select[Any]:
    """Columns of the last version of every sheet, the last changed first."""
    last = select(sheets.c.project_id, func.max(sheets.c.version).label("version")).group_by(sheets.c.project_id)
    latest = last.subquery()
    return (
        select(*columns)
        .join(latest, (sheets.c.project_id == latest.c.project_id) & (sheets.c.version == latest.c.version))
        .order_by(sheets.c.updated_at.desc(), sheets.c.project_id)
    )

"""Projects that other authorities share, read from their exchange files; they are compared with ours, never summed."""

from collections.abc import Sequence

from sqlalchemy import delete, func, insert, select

from assistant.domain.portfolio import ProjectRow
from assistant.storage import Database
from assistant.storage.tables import shared_projects


class SharedProjects:
    """The shared projects known here, by the file that told them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def replace(self, source: str, rows: Sequence[ProjectRow]) -> None:
        """Keep the projects of a source in place of those that it told before; none removes it."""
        values = [{"project_id": row.project_id, "source": source, "row": row.model_dump_json()} for row in rows]
        with self._database.begin() as connection:
            connection.execute(delete(shared_projects).where(shared_projects.c.source == source))
            if values:
                connection.execute(insert(shared_projects), values)

    def rows(self) -> tuple[ProjectRow, ...]:
        """All the shared projects."""
        with self._database.connect() as connection:
            found = connection.scalars(select(shared_projects.c.row).order_by(shared_projects.c.project_id))
            return tuple(map(ProjectRow.model_validate_json, found))

    def sources(self) -> dict[str, int]:
        """How many projects each source has told."""
        counted = select(shared_projects.c.source, func.count()).group_by(shared_projects.c.source)
        with self._database.connect() as connection:
            return {str(source): int(count) for source, count in connection.execute(counted)}

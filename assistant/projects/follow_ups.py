"""Keep the follow-up of each project, one row a project."""

from sqlalchemy import insert, select, update

from assistant.domain.follow_up import FollowUp
from assistant.errors import ChangedError
from assistant.storage import Database
from assistant.storage.tables import follow_ups


class FollowUps:
    """The follow-ups of all projects."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, project_id: str) -> FollowUp:
        """The follow-up of a project; an empty one before anything is written."""
        with self._database.connect() as connection:
            data = connection.scalar(select(follow_ups.c.data).where(follow_ups.c.project_id == project_id))
        return FollowUp.model_validate_json(data) if data else FollowUp(project_id=project_id)

    def all(self) -> dict[str, FollowUp]:
        """All that is written, by project."""
        with self._database.connect() as connection:
            found = map(FollowUp.model_validate_json, connection.scalars(select(follow_ups.c.data)))
            return {one.project_id: one for one in found}

    def save(self, follow_up: FollowUp) -> FollowUp:
        """Store a follow-up made from the last revision, as the next; raises ChangedError when it is not."""
        saved = follow_up.model_copy(update={"revision": follow_up.revision + 1})
        values = {"revision": saved.revision, "data": saved.model_dump_json()}
        with self._database.begin() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            row = follow_ups.c.project_id == follow_up.project_id
            known = connection.scalar(select(follow_ups.c.revision).where(row))
            if (known or 0) != follow_up.revision:
                raise ChangedError(
                    "Le suivi de ce projet a changé pendant que vous écriviez. Relisez-le, puis enregistrez de nouveau."
                )
            if known is None:
                connection.execute(insert(follow_ups), {"project_id": follow_up.project_id, **values})
            else:
                connection.execute(update(follow_ups).where(row).values(values))
        return saved

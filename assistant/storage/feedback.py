"""The verdicts that people have given on aids."""

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert as upsert

from assistant.domain import Feedback
from assistant.storage.database import Database
from assistant.storage.tables import feedback


class FeedbackStore:
    """Reads and writes the verdicts; one at the most for an aid and a request."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, given: Feedback) -> None:
        """Write a verdict, in place of that of the same id."""
        values = given.model_dump(mode="json")
        statement = upsert(feedback).values(values)
        with self._database.begin() as connection:
            connection.execute(statement.on_conflict_do_update(index_elements=["feedback_id"], set_=values))

    def remove(self, feedback_id: str) -> bool:
        """Remove a verdict; whether there was one."""
        with self._database.begin() as connection:
            gone = connection.execute(delete(feedback).where(feedback.c.feedback_id == feedback_id))
        return gone.rowcount > 0

    def all(self, *, request_id: str | None = None) -> tuple[Feedback, ...]:
        """All the verdicts, or those of a request, the last given first."""
        statement = select(feedback).order_by(feedback.c.given_at.desc(), feedback.c.feedback_id)
        if request_id is not None:
            statement = statement.where(feedback.c.request_id == request_id)
        with self._database.connect() as connection:
            return tuple(Feedback.model_validate(dict(row)) for row in connection.execute(statement).mappings())

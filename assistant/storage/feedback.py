"""The verdicts that people have given: on aids, on answers."""

from typing import Generic, TypeVar

from sqlalchemy import Table, delete, select
from sqlalchemy.dialects.sqlite import insert as upsert

from assistant.domain import AnswerFeedback, Feedback
from assistant.errors import NotFoundError
from assistant.storage.database import Database
from assistant.storage.tables import answer_feedback, feedback

Verdict = TypeVar("Verdict", Feedback, AnswerFeedback)


class _Verdicts(Generic[Verdict]):
    """Reads and writes the verdicts of a table; one at the most for an id."""

    def __init__(self, database: Database, table: Table, model: type[Verdict]) -> None:
        self._database = database
        self._table = table
        self._model: type[Verdict] = model

    def put(self, given: Verdict) -> None:
        """Write a verdict, in place of that of the same id."""
        values = given.model_dump(mode="json")
        statement = upsert(self._table).values(values)
        with self._database.begin() as connection:
            connection.execute(statement.on_conflict_do_update(index_elements=["feedback_id"], set_=values))

    def remove(self, **those: str) -> bool:
        """Remove the verdicts whose columns have some values; whether there was one."""
        with self._database.begin() as connection:
            gone = connection.execute(delete(self._table).filter_by(**those))
        return gone.rowcount > 0

    def withdraw(self, feedback_id: str) -> None:
        """Take a verdict back; raises NotFoundError when there is none."""
        if not self.remove(feedback_id=feedback_id):
            raise NotFoundError(f"L'avis « {feedback_id[:60]} » n'existe pas ou plus.")

    def all(self, **those: str) -> tuple[Verdict, ...]:
        """The verdicts whose columns have some values, all when none is given, the last given first."""
        table = self._table
        statement = select(table).filter_by(**those).order_by(table.c.given_at.desc(), table.c.feedback_id)
        with self._database.connect() as connection:
            return tuple(self._model.model_validate(dict(row)) for row in connection.execute(statement).mappings())


class FeedbackStore(_Verdicts[Feedback]):
    """The verdicts on aids; one at the most for an aid and a request."""

    def __init__(self, database: Database) -> None:
        super().__init__(database, feedback, Feedback)


class AnswerFeedbackStore(_Verdicts[AnswerFeedback]):
    """The verdicts on answers; one at the most for an answer."""

    def __init__(self, database: Database) -> None:
        super().__init__(database, answer_feedback, AnswerFeedback)

"""Plans kept by name, as they were typed: an unfinished one is kept as well as a whole one."""

import uuid
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from assistant.domain import Frozen
from assistant.errors import InputError, NotFoundError
from assistant.plans.draft import PlanDraft
from assistant.storage import Database
from assistant.storage.tables import plans

TITLE_LIMIT = 200  # characters
UNTITLED = "Plan sans titre"


class SavedPlan(Frozen):
    """A plan as listed; ``author`` is the person who was signed in when it last changed, if any."""

    plan_id: str
    title: str
    updated_at: datetime
    author: str


class SavedPlans:
    """The saved plans of one home."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def list(self) -> tuple[SavedPlan, ...]:
        """All plans, the last changed first."""
        statement = select(plans.c.plan_id, plans.c.title, plans.c.updated_at, plans.c.author).order_by(
            plans.c.updated_at.desc(), plans.c.plan_id
        )
        with self._database.connect() as connection:
            return tuple(SavedPlan.model_validate(dict(row)) for row in connection.execute(statement).mappings())

    def get(self, plan_id: str) -> PlanDraft:
        """A plan as it was typed; raises NotFoundError."""
        with self._database.connect() as connection:
            data = connection.scalar(select(plans.c.data).where(plans.c.plan_id == plan_id))
        if data is None:
            raise NotFoundError(f"Le plan « {plan_id[:60]} » n'existe pas ou plus : il a pu être supprimé.")
        return PlanDraft.model_validate_json(data).model_copy(update={"saved_as": plan_id})

    def save(self, draft: PlanDraft, *, now: datetime, author: str = "") -> str:
        """Keep a plan and return its id: in place of the one that it was opened from, else as a new one.

        A new plan that says the same as a saved one is that one: a button pressed twice saves once.
        """
        title = draft.title or UNTITLED
        data = draft.model_copy(update={"saved_as": "", "title": title}).model_dump_json()
        values = {"title": title, "data": data, "updated_at": now.isoformat(), "author": author}
        with self._database.begin() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            known = select(plans.c.plan_id).where(plans.c.plan_id == draft.saved_as)
            if connection.scalar(known):
                connection.execute(update(plans).where(plans.c.plan_id == draft.saved_as).values(values))
                return draft.saved_as
            return _same(connection, data) or _added(connection, values)

    def rename(self, plan_id: str, title: str, *, now: datetime, author: str = "") -> None:
        """Give a plan another title; raises NotFoundError, InputError."""
        name = " ".join(title.replace("\0", " ").split())
        if not 0 < len(name) <= TITLE_LIMIT:
            raise InputError(
                f"Le titre d'un plan a de 1 à {TITLE_LIMIT} caractères, par exemple « École, tranche 1 ».",
                field="title",
            )
        self.save(self.get(plan_id).model_copy(update={"title": name}), now=now, author=author)

    def duplicate(self, plan_id: str, *, now: datetime, author: str = "") -> str:
        """Copy a plan and return the id of the copy; a copy that has not been changed yet is not made again."""
        draft = self.get(plan_id)
        title = f"Copie de {draft.title}"[:TITLE_LIMIT]
        return self.save(draft.model_copy(update={"saved_as": "", "title": title}), now=now, author=author)

    def delete(self, plan_id: str) -> None:
        """Remove a plan; raises NotFoundError."""
        with self._database.begin() as connection:
            gone = connection.execute(delete(plans).where(plans.c.plan_id == plan_id))
        if not gone.rowcount:
            raise NotFoundError(f"Le plan « {plan_id[:60]} » n'existe pas ou plus.")


def _same(connection: Connection, data: str) -> str | None:
    return connection.scalar(select(plans.c.plan_id).where(plans.c.data == data).limit(1))


def _added(connection: Connection, values: dict[str, str]) -> str:
    plan_id = f"plan-{uuid.uuid4().hex[:8]}"
    connection.execute(insert(plans).values(values | {"plan_id": plan_id}))
    return plan_id

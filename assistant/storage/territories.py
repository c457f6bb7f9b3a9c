"""The territories that a home has loaded."""

from collections.abc import Iterable
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import delete, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from assistant.domain import Territory
from assistant.storage.database import Database
from assistant.storage.tables import TERRITORIES, state, territories

LISTS = ("parents", "postcodes", "former_names", "former_codes")
SEPARATOR = "|"
_TERRITORIES = TypeAdapter(list[Territory])


class TerritoryStore:
    """Reads and replaces the loaded territories; their revision grows with each change."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def revision(self) -> int:
        """The number of changes so far; 0 when nothing has been loaded."""
        with self._database.connect() as connection:
            return connection.scalar(select(state.c.value).where(state.c.name == TERRITORIES)) or 0

    def all(self) -> list[Territory]:
        """All of them, by code."""
        with self._database.connect() as connection:
            rows = connection.execute(select(territories).order_by(territories.c.code)).all()
        return _TERRITORIES.validate_python([_values(row) for row in rows])

    def replace(self, changed: Iterable[Territory], removed: Iterable[str] = ()) -> None:
        """Write territories, new or changed, and remove others, in one transaction; without any, write nothing."""
        rows, gone = [_row(territory) for territory in changed], list(removed)
        if not rows and not gone:
            return
        with self._database.begin() as connection:
            for code in gone:
                connection.execute(delete(territories).where(territories.c.code == code))
            if rows:
                connection.execute(insert(territories).prefix_with("OR REPLACE"), rows)
            revised = upsert(state).values(name=TERRITORIES, value=1)
            connection.execute(
                revised.on_conflict_do_update(index_elements=["name"], set_={"value": state.c.value + 1})
            )


def _row(territory: Territory) -> dict[str, Any]:
    values = territory.model_dump(mode="json")
    return {**values, **{name: SEPARATOR.join(values[name]) for name in LISTS}}


def _values(row: Any) -> dict[str, Any]:
    values = dict(row._mapping)
    for name in LISTS:
        values[name] = tuple(values[name].split(SEPARATOR)) if values[name] else ()
    return values

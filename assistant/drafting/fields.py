"""The fields of the sheet that are made of sentences (``fields.toml``), and a sheet with another text in one."""

import tomllib
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from importlib.resources import files

from assistant.domain import Frozen
from assistant.domain.sheet import KeptText, ProjectSheet, Statement
from assistant.errors import InputError
from assistant.language import normalise


class SheetField(Frozen):
    """A field: its name in the sheet, its title in French, the words that name it in a message."""

    id: str
    label: str
    words: tuple[str, ...]


class _FieldBook(Frozen):
    field: tuple[SheetField, ...]


@cache
def load_fields() -> tuple[SheetField, ...]:
    """The fields, in the order of the sheet."""
    text = (files("assistant.drafting") / "fields.toml").read_text(encoding="utf-8")
    return _FieldBook.model_validate(tomllib.loads(text)).field


def find_field(name: str) -> SheetField:
    """The field of an id or of a French name; raises InputError that lists them."""
    wanted = normalise(name)
    for one in load_fields():
        if wanted and (wanted in {one.id, normalise(one.label)} or any(wanted.startswith(word) for word in one.words)):
            return one
    known = ", ".join(f"{one.id} ({one.label})" for one in load_fields())
    raise InputError(f"Champ inconnu : « {name[:40]} ». Champs : {known}.", field="field")


def statements_of(sheet: ProjectSheet, field: SheetField) -> tuple[Statement, ...]:
    """The sentences of a field."""
    found: tuple[Statement, ...] = getattr(sheet, field.id)
    return found


def with_statements(
    sheet: ProjectSheet, field: SheetField, statements: Sequence[Statement], *, now: datetime
) -> ProjectSheet:
    """The next version of a sheet, with a field as a person chose it; what it stood for is remembered."""
    known = {one.field: one for one in sheet.kept_texts}
    drafted = known[field.id].drafted if field.id in known else tuple(s.text for s in statements_of(sheet, field))
    kept = KeptText(field=field.id, drafted=drafted, statements=tuple(statements))
    return sheet.model_copy(
        update={
            field.id: tuple(statements),
            "kept_texts": tuple({**known, field.id: kept}.values()),
            "version": sheet.version + 1,
            "updated_at": now,
        }
    )


def with_kept(drafted: ProjectSheet, previous: ProjectSheet) -> ProjectSheet:
    """A sheet drafted again, with the texts that a person chose, unless what they stood for has changed since."""
    still = [one for one in previous.kept_texts if _texts(drafted, one.field) == one.drafted]
    texts = {one.field: one.statements for one in still}
    return drafted.model_copy(update={**texts, "kept_texts": tuple(still)})


def _texts(sheet: ProjectSheet, field: str) -> tuple[str, ...]:
    return tuple(one.text for one in getattr(sheet, field))

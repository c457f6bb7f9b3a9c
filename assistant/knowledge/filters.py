"""What a search is restricted to, as both engines understand it: the filter holds inside them, not after."""

from datetime import date
from typing import Any

import tantivy

from assistant.domain import DocumentKind, Frozen, Passage
from assistant.language import normalise

ALWAYS, NEVER = date.min.toordinal(), date.max.toordinal()
ANYWHERE = "-"


class SearchFilter(Frozen):
    """Only passages of a kind, a collection or a theme, in force on a date, that concern one of some territories.

    ``territories`` are codes; a passage without territory concerns them all. None and empty mean no restriction. The
    collections that are ``closed`` are left out: the documents of a project are for that project alone.
    """

    kind: DocumentKind | None = None
    collection: str | None = None
    theme: str | None = None
    on: date | None = None
    territories: frozenset[str] = frozenset()
    closed: frozenset[str] = frozenset()

    def lexical_conditions(self, schema: tantivy.Schema) -> list[tantivy.Query]:
        """The conditions that Tantivy must find true."""
        terms = {"kind": self.kind and self.kind.value, "collection": self.collection, "theme": _key(self.theme)}
        conditions = [tantivy.Query.term_query(schema, name, value) for name, value in terms.items() if value]
        if self.territories:
            conditions.append(tantivy.Query.term_set_query(schema, "territory", [*sorted(self.territories), ANYWHERE]))
        if self.closed:
            others = tantivy.Query.term_set_query(schema, "collection", sorted(self.closed))
            clauses = [(tantivy.Occur.Must, tantivy.Query.all_query()), (tantivy.Occur.MustNot, others)]
            conditions.append(tantivy.Query.boolean_query(clauses))
        if self.on:
            day, integer = self.on.toordinal(), tantivy.FieldType.Integer
            conditions.append(tantivy.Query.range_query(schema, "valid_from", integer, None, day))
            conditions.append(tantivy.Query.range_query(schema, "valid_to", integer, day, None, include_lower=False))
        return conditions

    def vector_conditions(self) -> dict[str, Any] | None:
        """The same conditions for Chroma, but for the kind, which is a collection there."""
        conditions: list[dict[str, Any]] = []
        if self.collection:
            conditions.append({"collection": self.collection})
        if self.closed:
            conditions.append({"collection": {"$nin": sorted(self.closed)}})
        if self.theme:
            conditions.append({"theme": {"$contains": _key(self.theme)}})
        if self.territories:
            conditions.append({"territory": {"$in": [*sorted(self.territories), ANYWHERE]}})
        if self.on:
            day = self.on.toordinal()
            conditions += [{"valid_from": {"$lte": day}}, {"valid_to": {"$gt": day}}]
        return {"$and": conditions} if len(conditions) > 1 else next(iter(conditions), None)

    def admits(self, passage: Passage) -> bool:
        """Whether a passage passes, as the engines judge it."""
        return (
            self.kind in (None, passage.kind)
            and self.collection in (None, passage.collection)
            and passage.collection not in self.closed
            and (self.theme is None or _key(self.theme) in map(_key, passage.themes))
            and (not self.territories or passage.territory is None or passage.territory in self.territories)
            and (self.on is None or passage.is_in_force(self.on))
        )


def filter_fields(passage: Passage) -> dict[str, Any]:
    """The values of a passage that filters compare, the same for both engines."""
    return {
        "kind": passage.kind.value,
        "collection": passage.collection or ANYWHERE,
        "territory": passage.territory or ANYWHERE,
        "theme": [_key(theme) for theme in passage.themes] or [ANYWHERE],
        "valid_from": passage.valid_from.toordinal() if passage.valid_from else ALWAYS,
        "valid_to": passage.valid_to.toordinal() if passage.valid_to else NEVER,
    }


def add_filter_fields(builder: tantivy.SchemaBuilder) -> None:
    """Declare the fields of ``filter_fields`` in a Tantivy schema."""
    for name in ("kind", "collection", "territory", "theme"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in ("valid_from", "valid_to"):
        builder.add_integer_field(name, fast=True, indexed=True)


def _key(theme: str | None) -> str:
    return normalise(theme or "")

"""The fields of an aid, from a record in the names of the Aides-territoires API; nothing of the source is lost."""

import re
from collections.abc import Iterator
from typing import Any

from assistant.domain import Aid, Beneficiary, Expense, HelpKind, Recurrence, Step
from assistant.errors import ParseError
from assistant.language.display import format_date, format_percent
from ingestion.records import aid_vocabulary as vocabulary
from ingestion.records.aid_values import (
    actors_of,
    amount_of,
    flag_of,
    groups_of,
    has_objects,
    name_of,
    names_of,
    rate_of,
)
from ingestion.records.markup import plain_text
from ingestion.records.shape import RawRecord, UnknownValue, date_of, text_of

SITE = "https://aides-territoires.beta.gouv.fr"
PERIMETER = re.compile(r"^(?P<name>.+?)\s*\((?P<scale>[^()]+)\)$")
ATTRIBUTE = re.compile(r"<[^>]*=")  # a link, an image: what plain text does not tell
DATES = ("start_date", "predeposit_date", "submission_deadline", "date_created", "date_updated", "verified_on")
TEXTS = frozenset({
    "description", "description_text", "eligibility", "eligibility_text", "contact", "project_examples",
})  # fmt: skip
READ = TEXTS | frozenset(DATES) | frozenset({
    "id", "slug", "url", "name", "name_initial", "short_title", "project_references", "financers", "financers_full",
    "instructors", "instructors_full", "programs", "perimeter", "perimeter_scale", "targeted_audiences", "aid_types",
    "aid_types_full", "is_call_for_project", "is_charged", "is_live", "european_aid", "mobilization_steps",
    "destinations", "categories", "recurrence", "subvention_rate_lower_bound", "subvention_rate_upper_bound",
    "subvention_comment", "loan_amount", "recoverable_advance_amount", "other_financial_aid_comment", "origin_url",
    "application_url", "import_data_url", "import_data_mention", "import_share_licence",
})  # fmt: skip


def aid_of(raw: RawRecord) -> Aid:
    """The aid of a record; raises ParseError when it has no name, no slug or an impossible figure."""
    slug, name = text_of(raw, "slug"), text_of(raw, "name")
    if not slug or not name:
        raise ParseError("aide sans nom ou sans identifiant (slug)")
    told = {
        **_identity(raw, slug),
        **_texts(raw),
        **_actors(raw),
        **_audience(raw),
        **_kind(raw),
        **_money(raw),
        **{field: date_of(raw, field) for field in DATES},
        "recurrence": next(
            map(Recurrence, vocabulary.codes_of(vocabulary.RECURRENCE, _labels(raw, "recurrence"))), None
        ),
    }
    aid = Aid.model_validate({**told, "slug": slug, "name": name, "extra": _extra(raw)})
    return aid.model_copy(update={"contradictions": tuple(_contradictions(aid))})


def unknown_of(raw: RawRecord) -> tuple[UnknownValue, ...]:
    """The values of a record that are kept without being understood."""
    fields = (
        vocabulary.AUDIENCES,
        vocabulary.KINDS,
        vocabulary.STEPS,
        vocabulary.EXPENSES,
        vocabulary.RECURRENCE,
        vocabulary.SCALE,
        vocabulary.EUROPEAN,
    )
    return vocabulary.unknown_values({field: _labels(raw, field) for field in fields})


def _identity(raw: RawRecord, slug: str) -> dict[str, Any]:
    url = text_of(raw, "url")
    return {
        "aid_id": text_of(raw, "id") or slug,
        "url": f"{SITE}{url}" if url.startswith("/") else url or None,
        **{field: text_of(raw, field) for field in ("name_initial", "short_title", "import_data_mention")},
        **{
            field: text_of(raw, field) or None
            for field in ("origin_url", "application_url", "import_data_url", "import_share_licence")
        },
        "is_live": flag_of(raw, "is_live"),
    }


def _texts(raw: RawRecord) -> dict[str, Any]:
    return {
        "description": plain_text(text_of(raw, "description") or text_of(raw, "description_text")),
        "eligibility": plain_text(text_of(raw, "eligibility") or text_of(raw, "eligibility_text")),
        "contact": plain_text(text_of(raw, "contact")),
        "project_examples": plain_text(text_of(raw, "project_examples")),
        "project_references": names_of(raw, "project_references"),
    }


def _actors(raw: RawRecord) -> dict[str, Any]:
    told: dict[str, Any] = {"programs": names_of(raw, "programs")}
    for field in ("financers", "instructors"):
        full = actors_of(raw, f"{field}_full")
        told[field] = names_of(raw, field) or tuple(actor.name for actor in full)
        told[f"{field}_full"] = full
    return told


def _audience(raw: RawRecord) -> dict[str, Any]:
    perimeter, scale = _perimeter(raw)
    labels = names_of(raw, vocabulary.AUDIENCES)
    return {
        "perimeter": perimeter,
        "perimeter_scale": scale,
        "targeted_audiences": labels,
        "audiences": tuple(map(Beneficiary, vocabulary.codes_of(vocabulary.AUDIENCES, labels))),
        "unknown_audiences": vocabulary.unknown_labels(vocabulary.AUDIENCES, labels),
    }


def _kind(raw: RawRecord) -> dict[str, Any]:
    kinds, steps, expenses = (
        names_of(raw, field) for field in (vocabulary.KINDS, vocabulary.STEPS, vocabulary.EXPENSES)
    )
    return {
        "aid_types": kinds or names_of(raw, "aid_types_full"),
        "aid_type_groups": groups_of(raw, "aid_types_full"),
        "kinds": tuple(map(HelpKind, vocabulary.codes_of(vocabulary.KINDS, kinds or names_of(raw, "aid_types_full")))),
        "mobilization_steps": steps,
        "steps": tuple(map(Step, vocabulary.codes_of(vocabulary.STEPS, steps))),
        "destinations": expenses,
        "expenses": tuple(map(Expense, vocabulary.codes_of(vocabulary.EXPENSES, expenses))),
        "categories": names_of(raw, "categories"),
        "is_call_for_project": bool(flag_of(raw, "is_call_for_project")),
        "is_charged": flag_of(raw, "is_charged"),
        "european_aid": name_of(raw.get("european_aid")) or None,
    }


def _money(raw: RawRecord) -> dict[str, Any]:
    return {
        "rate_min": rate_of(raw, "subvention_rate_lower_bound"),
        "rate_max": rate_of(raw, "subvention_rate_upper_bound"),
        "rate_comment": text_of(raw, "subvention_comment"),
        "loan_amount": amount_of(raw, "loan_amount"),
        "recoverable_advance_amount": amount_of(raw, "recoverable_advance_amount"),
        "other_aid_comment": text_of(raw, "other_financial_aid_comment"),
    }


def _labels(raw: RawRecord, field: str) -> tuple[str, ...]:
    """The labels of a field, whether the API gives one of them or a list."""
    value = raw.get(field)
    return names_of(raw, field) if isinstance(value, list) else tuple(filter(None, [name_of(value)]))


def _perimeter(raw: RawRecord) -> tuple[str | None, str | None]:
    value, scale = raw.get("perimeter"), name_of(raw.get("perimeter_scale"))
    perimeter = name_of(value)
    if isinstance(value, dict):
        scale = scale or name_of(value.get("scale"))
    match = PERIMETER.match(perimeter)
    if match and not scale:
        return match["name"], match["scale"]
    return perimeter or None, scale or None


def _extra(raw: RawRecord) -> dict[str, Any]:
    """What no field of an aid holds as it is: other fields, objects, links of a text, hours of a date."""
    return {field: value for field, value in raw.items() if _is_more_than_its_field(raw, field, value)}


def _is_more_than_its_field(raw: RawRecord, field: str, value: Any) -> bool:
    if field not in READ or has_objects(value):
        return True
    if field in DATES:
        return len(text_of(raw, field)) > len("AAAA-MM-JJ")
    if field in TEXTS:
        other = field.removesuffix("_text")
        return bool(ATTRIBUTE.search(text_of(raw, field))) or (field != other and bool(text_of(raw, other)))
    return field == vocabulary.RECURRENCE and any(one.field == field for one in unknown_of(raw))


def _contradictions(aid: Aid) -> Iterator[str]:
    """What the record says against itself, with the fields named; the aid stays, and says so."""
    start, deadline = aid.start_date, aid.submission_deadline
    if start and deadline and deadline < start:
        yield (
            f"la date limite (submission_deadline, {format_date(deadline)}) précède l'ouverture "
            f"(start_date, {format_date(start)})"
        )
    if aid.rate_min is not None and aid.rate_max is not None and aid.rate_max < aid.rate_min:
        yield (
            f"le taux maximal (subvention_rate_upper_bound, {format_percent(aid.rate_max)}) est inférieur au taux "
            f"minimal (subvention_rate_lower_bound, {format_percent(aid.rate_min)})"
        )

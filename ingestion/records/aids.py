"""Aids in the shape of the Aides-territoires API, whole or reduced; nothing of the source is lost."""

import csv
import re
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from assistant.domain import Aid, Beneficiary, DocumentKind, Recurrence
from assistant.errors import ParseError
from assistant.language.display import format_date, format_percent
from ingestion.parsers import BlockKind, TextBuilder
from ingestion.records.markup import plain_blocks, plain_text
from ingestion.records.shape import RawRecord, Record, date_of, decimal_of, text_of, texts_of

SITE = "https://aides-territoires.beta.gouv.fr"
PERIMETER = re.compile(r"^(?P<name>.+?)\s*\((?P<scale>[^()]+)\)$")
RECURRENCES = {
    "permanente": Recurrence.ONGOING,
    "ongoing": Recurrence.ONGOING,
    "ponctuelle": Recurrence.ONE_OFF,
    "oneoff": Recurrence.ONE_OFF,
    "récurrente": Recurrence.RECURRING,
    "recurring": Recurrence.RECURRING,
}
FULL_RATE = Decimal(100)
READ = frozenset({
    "id", "slug", "name", "short_title", "url", "origin_url", "application_url", "description", "description_text",
    "eligibility", "eligibility_text", "contact", "financers", "instructors", "programs", "perimeter",
    "perimeter_scale", "targeted_audiences", "aid_types", "mobilization_steps", "destinations", "categories",
    "is_call_for_project", "recurrence", "start_date", "predeposit_date", "submission_deadline",
    "subvention_rate_lower_bound", "subvention_rate_upper_bound", "subvention_comment", "loan_amount",
    "recoverable_advance_amount", "project_examples", "date_created", "date_updated", "verified_on",
})  # fmt: skip


def read_aid(raw: RawRecord, kind: DocumentKind | None) -> Record:
    """An aid as a document with its sections; raises ParseError when it has no name, no slug or an absurd rate."""
    aid = _aid(raw)
    builder = TextBuilder()
    _section(builder, "Présentation", "\n".join(_facts(aid)))
    for heading, *names in (
        ("Description", "description", "description_text"),
        ("Conditions d'éligibilité", "eligibility", "eligibility_text"),
        ("Exemples de projets", "project_examples"),
    ):
        blocks = [block for name in names for block in plain_blocks(text_of(raw, name))]
        _section(builder, heading, *blocks)
    return Record(
        key=aid.slug,
        kind=kind or DocumentKind.FUNDING,
        parsed=builder.build(title=aid.name),
        url=aid.url or aid.origin_url,
        reference=aid.slug,
        verified_on=aid.verified_on,
        territory=aid.perimeter,
        themes=tuple(dict.fromkeys(part for category in aid.categories for part in category.split("|"))),
        aid=aid,
    )


def _section(builder: TextBuilder, heading: str, *blocks: str) -> None:
    if any(block.strip() for block in blocks):
        builder.heading(heading, 1)
        for block in blocks:
            builder.add(BlockKind.LIST if block.startswith("- ") else BlockKind.PARAGRAPH, block)


def _aid(raw: RawRecord) -> Aid:
    slug, name = text_of(raw, "slug"), text_of(raw, "name")
    if not slug or not name:
        raise ParseError("aide sans nom ou sans identifiant (slug)")
    perimeter, scale = _perimeter(raw)
    audiences, unknown = _audiences(_names(raw, "targeted_audiences"))
    url = text_of(raw, "url")
    return Aid(
        aid_id=text_of(raw, "id") or slug,
        slug=slug,
        name=name,
        short_title=text_of(raw, "short_title"),
        url=f"{SITE}{url}" if url.startswith("/") else url or None,
        origin_url=text_of(raw, "origin_url") or None,
        application_url=text_of(raw, "application_url") or None,
        description=plain_text(text_of(raw, "description") or text_of(raw, "description_text")),
        eligibility=plain_text(text_of(raw, "eligibility") or text_of(raw, "eligibility_text")),
        contact=plain_text(text_of(raw, "contact")),
        financers=_names(raw, "financers"),
        instructors=_names(raw, "instructors"),
        programs=_names(raw, "programs"),
        perimeter=perimeter,
        perimeter_scale=scale,
        audiences=audiences,
        unknown_audiences=unknown,
        aid_types=_names(raw, "aid_types"),
        mobilization_steps=_names(raw, "mobilization_steps"),
        destinations=_names(raw, "destinations"),
        categories=_names(raw, "categories"),
        is_call_for_project=bool(raw.get("is_call_for_project")),
        recurrence=RECURRENCES.get(_name(raw.get("recurrence")).lower()),
        **{name: date_of(raw, name) for name in _DATES},
        rate_min=_rate(raw, "subvention_rate_lower_bound"),
        rate_max=_rate(raw, "subvention_rate_upper_bound"),
        rate_comment=text_of(raw, "subvention_comment"),
        loan_amount=decimal_of(raw, "loan_amount"),
        recoverable_advance_amount=decimal_of(raw, "recoverable_advance_amount"),
        project_examples=plain_text(text_of(raw, "project_examples")),
        extra=_extra(raw),
    )


_DATES = ("start_date", "predeposit_date", "submission_deadline", "date_created", "date_updated", "verified_on")


def _extra(raw: RawRecord) -> dict[str, Any]:
    extra = {name: value for name, value in raw.items() if name not in READ or _has_objects(value)}
    recurrence = _name(raw.get("recurrence"))
    if recurrence and recurrence.lower() not in RECURRENCES:
        extra["recurrence"] = recurrence
    return extra


def _has_objects(value: Any) -> bool:
    """Whether a field holds more than names: the whole of it is then kept in ``extra``."""
    return isinstance(value, dict) or (isinstance(value, list) and any(isinstance(item, dict) for item in value))


def _names(raw: RawRecord, field: str) -> tuple[str, ...]:
    """The names of a field that the API gives as texts or as objects («{"id", "name"}»); raises ParseError."""
    value = raw.get(field)
    if not _has_objects(value):
        return texts_of(raw, field)
    return tuple(name for name in map(_name, value if isinstance(value, list) else [value]) if name)


def _name(value: Any) -> str:
    """The name of a value of the API, under its theme for a category («Thème|Catégorie»)."""
    if not isinstance(value, dict):
        return "" if value is None else str(value).strip()
    name = next((text for key in ("name", "label", "slug") if (text := _name(value.get(key)))), "")
    theme = _name(value.get("theme"))
    return f"{theme}|{name}" if theme else name


def _perimeter(raw: RawRecord) -> tuple[str | None, str | None]:
    value, scale = raw.get("perimeter"), _name(raw.get("perimeter_scale"))
    perimeter = _name(value)
    if isinstance(value, dict):
        scale = scale or _name(value.get("scale"))
    match = PERIMETER.match(perimeter)
    if match and not scale:
        return match["name"], match["scale"]
    return perimeter or None, scale or None


def _audiences(labels: tuple[str, ...]) -> tuple[tuple[Beneficiary, ...], tuple[str, ...]]:
    codes = _audience_codes()
    known = tuple(codes[label.lower()] for label in labels if label.lower() in codes)
    return tuple(dict.fromkeys(known)), tuple(label for label in labels if label.lower() not in codes)


@cache
def _audience_codes() -> dict[str, Beneficiary]:
    text = (files("ingestion.records") / "audiences.csv").read_text(encoding="utf-8")
    return {row["label"]: Beneficiary(row["code"]) for row in csv.DictReader(text.splitlines())}


def _rate(raw: RawRecord, name: str) -> Decimal | None:
    rate = decimal_of(raw, name)
    if rate is not None and not 0 <= rate <= FULL_RATE:
        raise ParseError(f"{name} : un taux de {rate} % n'est pas entre 0 et 100 %")
    return rate


def _facts(aid: Aid) -> list[str]:
    """The structured fields as sentences, so that a citation of the passage supports them."""
    rates = [format_percent(rate) for rate in (aid.rate_min, aid.rate_max) if rate is not None]
    facts = [
        ("Financeur", ", ".join(aid.financers)),
        ("Programme", ", ".join(aid.programs)),
        ("Territoire", " ".join(part for part in (aid.perimeter, _in_brackets(aid.perimeter_scale)) if part)),
        ("Nature", ", ".join(aid.aid_types)),
        (
            "Taux de subvention",
            " à ".join(dict.fromkeys(rates)) + (f" ({aid.rate_comment})" if aid.rate_comment else ""),
        ),
        ("Ouverture", _day(aid.start_date)),
        ("Date limite de dépôt", _day(aid.submission_deadline)),
        ("Thèmes", ", ".join(category.replace("|", " : ") for category in aid.categories)),
    ]
    return [f"{label} : {value}." for label, value in facts if value]


def _in_brackets(text: str | None) -> str:
    return f"({text})" if text else ""


def _day(day: date | None) -> str:
    return format_date(day) if day else ""

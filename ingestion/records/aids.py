"""Aids in the shape of the Aides-territoires API, whole or reduced, as documents."""

from datetime import date

from assistant.domain import Aid, DocumentKind
from assistant.language.display import format_date, format_percent
from ingestion.parsers import BlockKind, TextBuilder
from ingestion.records.aid_fields import aid_of, unknown_of
from ingestion.records.markup import plain_blocks
from ingestion.records.shape import RawRecord, Record, text_of


def read_aid(raw: RawRecord, kind: DocumentKind | None) -> Record:
    """An aid as a document with its sections; raises ParseError when it has no name, no slug or an absurd figure.

    What the record says against itself is told in the warnings of its text.
    """
    aid = aid_of(raw)
    builder = TextBuilder()
    _section(builder, "Présentation", "\n".join(_facts(aid)))
    for heading, *names in (
        ("Description", "description", "description_text"),
        ("Conditions d'éligibilité", "eligibility", "eligibility_text"),
        ("Exemples de projets", "project_examples"),
    ):
        blocks = [block for name in names for block in plain_blocks(text_of(raw, name))]
        _section(builder, heading, *blocks)
    builder.warnings += [f"aide « {aid.slug} » : {told}" for told in aid.contradictions]
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
        unknown=unknown_of(raw),
    )


def _section(builder: TextBuilder, heading: str, *blocks: str) -> None:
    if any(block.strip() for block in blocks):
        builder.heading(heading, 1)
        for block in blocks:
            builder.add(BlockKind.LIST if block.startswith("- ") else BlockKind.PARAGRAPH, block)


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

"""Passages on a terminal."""

from assistant.domain import SearchHit
from assistant.language.display import format_date

EXCERPT = 600  # characters


def hit_text(hit: SearchHit) -> str:
    """A passage on a terminal."""
    passage = hit.passage
    page = f", page {passage.page}" if passage.page else ""
    heading = f" › {passage.heading}" if passage.heading else ""
    text = passage.text if len(passage.text) <= EXCERPT else passage.text[:EXCERPT].rsplit(" ", 1)[0] + " […]"
    return f"{hit.rank}. {passage.title}{heading} ({passage.source}{page}) [{passage.passage_id}]\n{text}"


def outdated_text(hit: SearchHit) -> str:
    """What is said when the only passage that answers is not in force."""
    passage = hit.passage
    place = f"{passage.title}{f' › {passage.heading}' if passage.heading else ''}"
    if passage.valid_to:
        return f"Le seul passage qui répond n'est plus en vigueur depuis le {format_date(passage.valid_to)} : {place}."
    assert passage.valid_from is not None  # a text without dates is always in force
    return f"Le seul passage qui répond n'entre en vigueur que le {format_date(passage.valid_from)} : {place}."

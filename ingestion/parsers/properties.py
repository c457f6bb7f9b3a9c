"""What a document's own properties tell: «jalon:url=…; jalon:verified_on=…» in its keywords."""

PREFIX = "jalon:"


def keyword_metadata(keywords: str) -> dict[str, str]:
    """The metadata written among the keywords of a PDF, DOCX, ODT or XLSX."""
    pairs = (part.strip().removeprefix(PREFIX).partition("=") for part in keywords.split(";") if PREFIX in part)
    return {name.strip(): value.strip() for name, _, value in pairs if value.strip()}

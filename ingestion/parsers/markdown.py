"""Markdown, with the metadata of its front matter."""

from datetime import date
from pathlib import Path

from assistant.errors import ParseError
from ingestion.parsers.model import BlockKind, ParsedText, TextBuilder
from ingestion.parsers.plain import decode

MAX_VALUE = 10_000  # characters of one metadata
MAX_NESTING = 100  # levels of quotes and lists
_BLOCKS = {
    "paragraph_open": BlockKind.PARAGRAPH,
    "bullet_list_open": BlockKind.LIST,
    "ordered_list_open": BlockKind.LIST,
    "table_open": BlockKind.TABLE,
    "blockquote_open": BlockKind.PARAGRAPH,
    "fence": BlockKind.PARAGRAPH,
    "code_block": BlockKind.PARAGRAPH,
    "html_block": BlockKind.PARAGRAPH,
}


def parse(data: bytes, path: Path) -> ParsedText:
    """The text of a Markdown file; its source lines are kept, headings without their signs."""
    import frontmatter
    from markdown_it import MarkdownIt
    from yaml import YAMLError

    try:
        text = decode(data)
        post = frontmatter.loads(text)
    except (YAMLError, ValueError) as error:
        raise ParseError(f"en-tête de métadonnées mal formé ({type(error).__name__})") from error
    builder = TextBuilder()
    builder.metadata = {str(name): _text(value) for name, value in post.metadata.items() if _is_plain(value)}
    content = post.content if post.metadata else text  # two rules around a text are no metadata
    lines = content.split("\n")
    title = ""
    tokens = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING}).enable("table").parse(content)
    for index, token in enumerate(tokens):
        if token.level or token.map is None:
            continue
        if token.type == "heading_open":
            text = _inline(tokens[index + 1].content)
            title = title or text
            builder.heading(text, int(token.tag[1]))
        elif token.type in _BLOCKS:
            builder.add(_BLOCKS[token.type], "\n".join(lines[token.map[0] : token.map[1]]))
    return builder.build(title=builder.metadata.get("title") or title or path.stem)


def _inline(text: str) -> str:
    return text.replace("**", "").replace("`", "").strip("#* ")


def _is_plain(value: object) -> bool:
    """Whether a value is one word or number: a nested one may be an attack, which its text would unfold."""
    return isinstance(value, str | int | float | date) and len(str(value)) <= MAX_VALUE


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)

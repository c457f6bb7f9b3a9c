"""The source of a sample: Markdown with front matter, read as blocks that every writer lays out in its own way."""

import re
from datetime import UTC, datetime
from pathlib import Path

import frontmatter
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from pydantic import BaseModel, ConfigDict

BUILT_ON = datetime(2026, 11, 24, tzinfo=UTC)
CARRIED = {"reference", "url", "verified_on"}  # the folder tells the kind
NOTE = re.compile(r"\(note : ([^()]+)\)")


class Block(BaseModel):
    """A block of a source: ``kind`` is heading, paragraph, list or table."""

    model_config = ConfigDict(frozen=True)

    kind: str
    level: int = 0
    text: str = ""
    items: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


class Source(BaseModel):
    """A source document."""

    model_config = ConfigDict(frozen=True)

    title: str
    metadata: dict[str, str]
    blocks: tuple[Block, ...]

    @property
    def keywords(self) -> str:
        """The metadata as the readers find them among the keywords of an office file."""
        return "; ".join(f"jalon:{name}={value.replace(';', ',')}" for name, value in self.metadata.items())


def read_source(path: Path) -> Source:
    """A Markdown file with front matter as blocks; its quotations, where the warning stands, come last."""
    post = frontmatter.loads(path.read_text(encoding="utf-8"))
    metadata = {name: str(value) for name, value in post.metadata.items() if name in CARRIED}
    blocks, notice = _blocks(post.content)
    title = str(post.metadata["title"])
    return Source(title=title, metadata=metadata, blocks=(*blocks, *notice))


def split_notes(text: str) -> list[tuple[str, str]]:
    """The stretches of a text, each with the footnote that follows it: «(note : …)» in a source, "" for none."""
    parts = NOTE.split(text)
    stretches = [part.rstrip() if index + 1 < len(parts) else part for index, part in enumerate(parts)][::2]
    return list(zip(stretches, [*parts[1::2], ""], strict=True))


def _blocks(content: str) -> tuple[list[Block], list[Block]]:
    """The blocks of a text, and apart those of its quotations."""
    blocks: list[Block] = []
    notice: list[Block] = []
    for node in SyntaxTreeNode(MarkdownIt("commonmark").enable("table").parse(content)).children:
        if node.type == "blockquote":
            notice.extend(map(_block, node.children))
        else:
            blocks.append(_block(node))
    return blocks, notice


def _block(node: SyntaxTreeNode) -> Block:
    match node.type:
        case "heading":
            return Block(kind="heading", level=int(node.tag[1]), text=_plain(node))
        case "bullet_list" | "ordered_list":
            return Block(kind="list", items=tuple(map(_plain, node.children)))
        case "table":
            rows = (row for part in node.children for row in part.children)
            return Block(kind="table", rows=tuple(tuple(map(_plain, row.children)) for row in rows))
    return Block(kind="paragraph", text=_plain(node))


def _plain(node: SyntaxTreeNode) -> str:
    text = " ".join(part.content for part in node.walk() if part.type == "inline")
    return " ".join(text.replace("**", "").replace("`", "").split())

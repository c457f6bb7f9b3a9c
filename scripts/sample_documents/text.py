"""Samples that are text files: web pages and plain text."""

import html
from pathlib import Path

from scripts.sample_documents.source import Block, Source


def write_html(source: Source, target: Path) -> None:
    """A web page with the menus and footer that a real one has."""
    metadata = "".join(
        f'<meta name="jalon:{name}" content="{html.escape(value)}">\n' for name, value in source.metadata.items()
    )
    body = "\n".join(_html(block) for block in source.blocks)
    target.write_text(
        f'<!doctype html>\n<html lang="fr">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{html.escape(source.title)}</title>\n"
        f"{metadata}</head>\n<body>\n<header><nav><a href='/'>Accueil</a> <a href='/fiches'>Fiches</a></nav></header>\n"
        f"<main>\n<article>\n{body}\n</article>\n</main>\n<footer><p>Plan du site</p></footer>\n</body>\n</html>\n",
        encoding="utf-8",
    )


def _html(block: Block) -> str:
    text = html.escape(block.text)
    match block.kind:
        case "heading":
            return f"<h{block.level}>{text}</h{block.level}>"
        case "list":
            return "<ul>\n" + "\n".join(f"<li>{html.escape(item)}</li>" for item in block.items) + "\n</ul>"
        case "table":
            lines = ("".join(f"<td>{html.escape(cell)}</td>" for cell in row) for row in block.rows)
            return "<table>\n" + "\n".join(f"<tr>{line}</tr>" for line in lines) + "\n</table>"
    return f"<p>{text}</p>"


def write_txt(source: Source, target: Path) -> None:
    """A plain text, as a service sends it by e-mail."""
    target.write_text("\n\n".join(map(_plain_text, source.blocks)) + "\n", encoding="utf-8")


def _plain_text(block: Block) -> str:
    match block.kind:
        case "heading":
            return block.text.upper() if block.level == 1 else block.text
        case "list":
            return "\n".join(f"- {item}" for item in block.items)
        case "table":
            return "\n".join(" ; ".join(row) for row in block.rows)
    return block.text

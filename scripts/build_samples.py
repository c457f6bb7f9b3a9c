"""Write the sample documents that are not plain text: PDF, DOCX, ODT and HTML from the Markdown of ``scripts/samples``.

Run: ``python -m scripts.build_samples`` after changing a source; the files are committed, so that a user ingests a real
mix of formats. The warning at the head of a source goes to the end of the document.
"""

import html
import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import frontmatter
import typst
from docx import Document
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from odf import meta, table, teletype
from odf.opendocument import OpenDocumentText
from odf.text import H, List, ListItem, P
from pydantic import BaseModel, ConfigDict

SOURCES = Path(__file__).parent / "samples"
TARGET = Path(__file__).parents[1] / "ingestion" / "samples"
BUILT_ON = datetime(2026, 11, 24, tzinfo=UTC)
CARRIED = {"reference", "url", "verified_on"}  # the folder tells the kind

FORMATS = {
    "regulation/nuisances-lumineuses": "pdf",
    "regulation/decret-tertiaire": "pdf-two-columns",
    "regulation/commande-publique-seuils": "pdf",
    "regulation/cgct-detr": "pdf-two-columns",
    "regulation/budget-vert-annexe": "docx",
    "regulation/rgaa-accessibilite": "html",
    "regulation/fctva": "docx",
    "regulation/zan-artificialisation": "odt",
    "regulation/rgpd-collectivites": "html",
    "projects/eclairage-led-revest-des-brousses": "pdf",
    "projects/chaufferie-granules-aiguilles": "docx",
    "projects/photovoltaique-ecole-ginasservis": "odt",
    "projects/cour-ecole-saint-jean-saint-nicolas": "html",
}


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


def main() -> None:
    """Build every document of ``FORMATS``."""
    for name, kind in FORMATS.items():
        source = read_source(SOURCES / f"{name}.md")
        target = TARGET / f"{name}.{kind.partition('-')[0]}"
        target.parent.mkdir(parents=True, exist_ok=True)
        WRITERS[kind](source, target)


def read_source(path: Path) -> Source:
    """A Markdown file with front matter as blocks."""
    post = frontmatter.loads(path.read_text(encoding="utf-8"))
    metadata = {name: str(value) for name, value in post.metadata.items() if name in CARRIED}
    blocks, notice = _blocks(post.content)
    title = str(post.metadata["title"])
    return Source(title=title, metadata=metadata, blocks=(*blocks, *notice))


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


def write_pdf(source: Source, target: Path, *, columns: int = 1) -> None:
    """A PDF, on one or two columns."""
    template = (Path(__file__).parent / "sample.typ").read_bytes()
    view = {
        "title": source.title,
        "keywords": source.keywords,
        "columns": columns,
        "blocks": [block.model_dump() for block in source.blocks],
    }
    data = {"view": json.dumps(view, ensure_ascii=False)}
    target.write_bytes(typst.compile(template, format="pdf", sys_inputs=data, timestamp=int(BUILT_ON.timestamp())))


def write_two_columns(source: Source, target: Path) -> None:
    """A PDF on two columns."""
    write_pdf(source, target, columns=2)


def write_docx(source: Source, target: Path) -> None:
    """A Word document with real headings, lists and tables."""
    document = Document()
    document.core_properties.title = source.title
    document.core_properties.keywords = source.keywords
    document.core_properties.created = document.core_properties.modified = BUILT_ON
    for block in source.blocks:
        match block.kind:
            case "heading":
                document.add_heading(block.text, block.level)
            case "list":
                for item in block.items:
                    document.add_paragraph(item, style="List Bullet")
            case "table":
                grid = document.add_table(rows=0, cols=len(block.rows[0]), style="Table Grid")
                for row in block.rows:
                    for cell, text in zip(grid.add_row().cells, row, strict=True):
                        cell.text = text
            case _:
                document.add_paragraph(block.text)
    document.save(str(target))


def write_odt(source: Source, target: Path) -> None:
    """An OpenDocument text."""
    document = OpenDocumentText()
    for keyword in (source.keywords,):
        element = meta.Keyword()
        element.addText(keyword)
        document.meta.addElement(element)
    for block in source.blocks:
        document.text.addElement(_odf(block))
    document.save(str(target))


def _odf(block: Block) -> object:
    if block.kind == "heading":
        return _with_text(H(outlinelevel=block.level), block.text)
    if block.kind == "list":
        whole = List()
        for text in block.items:
            item = ListItem()
            item.addElement(_with_text(P(), text))
            whole.addElement(item)
        return whole
    if block.kind == "table":
        return _odf_table(block.rows)
    return _with_text(P(), block.text)


def _odf_table(rows: Sequence[Sequence[str]]) -> object:
    grid = table.Table()
    grid.addElement(table.TableColumn(numbercolumnsrepeated=len(rows[0])))
    for row in rows:
        line = table.TableRow()
        for text in row:
            cell = table.TableCell()
            cell.addElement(_with_text(P(), text))
            line.addElement(cell)
        grid.addElement(line)
    return grid


def _with_text(element: object, text: str) -> object:
    teletype.addTextToElement(element, text)
    return element


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


WRITERS: dict[str, Callable[[Source, Path], None]] = {
    "pdf": write_pdf,
    "pdf-two-columns": write_two_columns,
    "docx": write_docx,
    "odt": write_odt,
    "html": write_html,
}

if __name__ == "__main__":
    main()

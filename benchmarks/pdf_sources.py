"""PDFs made here, with what a reader must find in them: the words in order, the rows of tables, the running lines."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import typst
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

HEADER = "Bulletin officiel de la communauté"
FRENCH = '#set text(lang: "fr", size: 10pt, hyphenate: true)\n#set par(justify: true)\n'
SENTENCES = (
    "La collectivité décide la désimperméabilisation progressive des cours d'école et la plantation d'arbres.",
    "Le remplacement des luminaires vétustes réduit immédiatement les consommations énergétiques communales.",
    "Les entreprises consultées présenteront obligatoirement une décomposition détaillée de leurs prix.",
    "L'approvisionnement de la chaufferie en plaquettes forestières provient exclusivement du département.",
    "Une concertation réunira les habitants, les associations environnementales et les commerçants concernés.",
    "Le financement prévisionnel mobilise conjointement des subventions étatiques et régionales.",
)


@dataclass(frozen=True)
class Made:
    """A PDF with its truth."""

    name: str
    path: Path
    words: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = ()


def make(folder: Path) -> list[Made]:
    """The PDFs, one for each difficulty."""
    return [maker(folder) for maker in (_report, _two_columns, _drawn_across(2), _drawn_across(3), _table, _open_table)]


def words(text: str) -> tuple[str, ...]:
    """The words of a text, in lower case."""
    return tuple(re.findall(r"\w+", text.lower()))


def prose(count: int, start: int = 0) -> str:
    """Some sentences, each numbered so that no two are alike."""
    return " ".join(f"{SENTENCES[n % len(SENTENCES)]} Point {n}." for n in range(start, start + count))


def _typeset(folder: Path, name: str, source: str) -> Path:
    path = folder / f"{name}.pdf"
    path.write_bytes(typst.compile((FRENCH + source).encode(), format="pdf"))
    return path


def _report(folder: Path) -> Made:
    running = f"#set page(header: [{HEADER}], footer: context [Page #counter(page).display()])\n"
    path = _typeset(folder, "rapport", running + prose(160))
    return Made("report with headers and hyphens", path, words(prose(160)))


def _two_columns(folder: Path) -> Made:
    title = "Le journal municipal de la commune et de toutes ses communes voisines"
    source = f'#set page(columns: 2)\n#place(top, scope: "parent", float: true)[= {title}]\n{prose(120)}'
    return Made("two columns", _typeset(folder, "colonnes", source), words(f"{title} {prose(120)}"))


def _drawn_across(columns: int) -> Callable[[Path], Made]:
    def draw(folder: Path) -> Made:
        path = folder / f"travers-{columns}.pdf"
        canvas = Canvas(str(path), pagesize=A4)
        size = 18 / columns
        gutter, width = 16, (A4[0] - 80 - 16 * (columns - 1)) / columns
        truth = []
        for page in range(4):
            title = f"Chapitre {page + 1} du bulletin, dont le titre court sur toute la largeur de la page"
            canvas.setFont("Helvetica-Bold", 13)
            canvas.drawString(40, 790, title)
            canvas.setFont("Helvetica", size)
            texts = [_wrapped(prose(26, 100 * page + 30 * n), canvas, size, width)[:52] for n in range(columns)]
            for row in range(52):
                for column, lines in enumerate(texts):
                    canvas.drawString(40 + column * (width + gutter), 765 - 13 * row, lines[row])
            canvas.showPage()
            truth += [title, *(" ".join(lines) for lines in texts)]
        canvas.save()
        return Made(f"{columns} columns drawn line by line", path, words(" ".join(truth)))

    return draw


def _wrapped(text: str, canvas: Canvas, size: float, width: float) -> list[str]:
    lines = [""]
    for word in (text + " " + text).split():
        longer = f"{lines[-1]} {word}".strip()
        if canvas.stringWidth(longer, "Helvetica", size) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _rows() -> list[tuple[str, str, str]]:
    return [(f"Commune {n}", f"{n} 500 €", SENTENCES[n % len(SENTENCES)]) for n in range(60)]


def _table(folder: Path) -> Made:
    return _with_rows(folder, "ruled table over several pages", "tableau", "")


def _open_table(folder: Path) -> Made:
    return _with_rows(folder, "table with rules across only", "tableau-ouvert", "stroke: (x: none, y: 0.5pt),")


def _with_rows(folder: Path, name: str, stem: str, stroke: str) -> Made:
    rows = _rows()
    cells = ", ".join(f"[{cell}]" for row in rows for cell in row)
    table = f"#table(columns: (1fr, 1fr, 3fr), {stroke} [Bénéficiaire], [Montant], [Objet], {cells})"
    path = _typeset(folder, stem, f"{prose(3)}\n\n{table}\n\n{prose(3, 10)}")
    header = ("Bénéficiaire", "Montant", "Objet")
    shown = " ".join(cell for row in [header, *rows] for cell in row)
    return Made(name, path, words(f"{prose(3)} {shown} {prose(3, 10)}"), tuple(_cells(rows)))


def _cells(rows: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    return [words(" ".join(row)) for row in rows]

"""The note to the assembly and its draft deliberation (*note de synthèse et projet de délibération*) of a sheet.

The words of the forms are ours; every fact is that of the sheet, with its origin.
"""

from collections.abc import Iterator

from assistant.domain import Beneficiary
from assistant.domain.sheet import ProjectSheet
from assistant.export.blocks import (
    Block,
    Document,
    Grid,
    Heading,
    Items,
    Text,
    footprint_blocks,
    reference_blocks,
    section_blocks,
    table_blocks,
)
from assistant.export.page import Line, SheetView
from assistant.export.view import view_of
from assistant.export.visas import visas_of

ASSEMBLIES = {
    Beneficiary.COMMUNE: ("Le conseil municipal", "le maire"),
    Beneficiary.EPCI: ("Le conseil communautaire", "le président"),
    Beneficiary.DEPARTMENT: ("Le conseil départemental", "le président"),
    Beneficiary.REGION: ("Le conseil régional", "le président"),
}
ANY_ASSEMBLY = ("L'assemblée délibérante", "l'exécutif")
NOTICE = (
    "Projet préparé avec Jalon à partir de la fiche projet. À relire par le service juridique : vérifiez les visas, "
    "les montants et les textes officiels avant l'inscription à l'ordre du jour."
)
SIGNATURE = "Fait et délibéré à ……, le ……"
VOTES = "Votants : ……   Pour : ……   Contre : ……   Abstentions : ……"


def deliberation_document(sheet: ProjectSheet) -> Document:
    """The note and the draft; what the sheet does not say is left to be completed."""
    view = view_of(sheet)
    return Document(title=f"Délibération : {view.title}", foot=view.subtitle, blocks=tuple(_blocks(sheet, view)))


def _blocks(sheet: ProjectSheet, view: SheetView) -> Iterator[Block]:
    yield Heading(level=1, text=f"Note de synthèse : {view.title}")
    yield Text(text=view.subtitle, is_note=True)
    yield Grid(header=("Projet", ""), rows=view.identity)
    for section in view.need:
        yield from section_blocks(section)
    for table in (*view.tables, *view.plan_tables):
        yield from table_blocks(table)
    if view.footprint:
        yield Heading(level=2, text="Empreinte")
    for estimate in view.footprint:
        yield from footprint_blocks(estimate)
    yield from _draft(sheet, view)
    yield from reference_blocks(view.sources)
    yield Text(text=NOTICE, is_note=True)


def _draft(sheet: ProjectSheet, view: SheetView) -> Iterator[Block]:
    assembly, head = ASSEMBLIES.get(sheet.beneficiary, ANY_ASSEMBLY) if sheet.beneficiary else ANY_ASSEMBLY
    yield Heading(level=2, text="Projet de délibération", starts_page=True)
    yield Text(text=f"{assembly},")
    yield Items(lines=(*visas_of(sheet.sources), Line(text="Vu …… (visas à compléter) ;", origin="")))
    yield Items(lines=tuple(_considering(view)))
    yield Text(text="Sur le rapport de ……, et après en avoir délibéré,")
    yield Items(lines=tuple(_decisions(sheet, view, head)), is_numbered=True)
    yield Text(text=VOTES)
    yield Text(text=SIGNATURE)


def _considering(view: SheetView) -> Iterator[Line]:
    need, aims = view.need[:2]
    for line in need.lines:
        yield Line(text=f"Considérant le besoin exposé : « {line.text.rstrip('.')} » ;", origin=line.origin)
    for line in aims.lines:
        text = line.text.rstrip(".")
        yield Line(text=f"Considérant l'objectif poursuivi : {text[:1].lower()}{text[1:]} ;", origin=line.origin)


def _decisions(sheet: ProjectSheet, view: SheetView, head: str) -> Iterator[Line]:
    cost = dict(view.identity)["Coût prévisionnel"]
    yield Line(text=f"Approuve le projet « {view.title} », d'un coût prévisionnel : {cost}.", origin="")
    if view.plan_tables:
        yield Line(text="Approuve le plan de financement présenté ci-dessus.", origin="calcul")
    else:
        yield Line(text="Approuve le plan de financement …… (à compléter).", origin="")
    for aid in sheet.funding:
        if aid.fits:
            text = f"Sollicite l'aide « {aid.name} » ({', '.join(aid.financers)})."
            yield Line(text=text, origin="à confirmer")
    doubtful = " ; ".join(f"« {aid.name} »" for aid in sheet.funding if not aid.fits)
    if doubtful:
        text = f"Autorise {head} à solliciter, une fois leurs conditions vérifiées, les aides {doubtful}."
        yield Line(text=text, origin="à confirmer")
    yield Line(text="Inscrit les crédits au budget : chapitre ……, article …….", origin="")
    yield Line(
        text=f"Autorise {head} à signer tout document utile à l'exécution de la présente délibération.", origin=""
    )

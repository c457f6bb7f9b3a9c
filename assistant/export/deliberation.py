"""The note to the assembly and its draft deliberation (*note de synthèse et projet de délibération*) of a sheet.

The words of the forms are ours; every fact is that of the sheet, with its origin.
"""

from collections.abc import Iterable, Iterator

from assistant.domain import Beneficiary
from assistant.domain.contradictions import contradictions_of
from assistant.domain.sheet import MatchedAid, Origin, ProjectSheet
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
from assistant.export.context import with_facts_as_context
from assistant.export.page import CALCULATED, Line, SheetView
from assistant.export.plan.words import blocking_checks, check_sentence, conclusion
from assistant.export.view import ORIGIN_NAMES, view_of
from assistant.export.visas import excluded_texts, visas_of
from assistant.funding.named_subjects import buildings_named, other_buildings

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
    sheet = with_facts_as_context(sheet)
    view = view_of(sheet)
    return Document(title=f"Délibération : {view.title}", foot=view.subtitle, blocks=tuple(_blocks(sheet, view)))


def _blocks(sheet: ProjectSheet, view: SheetView) -> Iterator[Block]:
    yield Heading(level=1, text=f"Note de synthèse : {view.title}")
    yield Text(text=view.subtitle, is_note=True)
    yield from _before_the_vote(sheet)
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
    if others := _for_other_buildings(sheet):
        text = f"Aides de la fiche laissées de côté, dont le nom vise un autre bâtiment : {', '.join(_quoted(others))}."
        yield Text(text=text, is_note=True)
    yield from reference_blocks(view.sources)
    yield Text(text=NOTICE, is_note=True)


def _before_the_vote(sheet: ProjectSheet) -> Iterator[Block]:
    """What forbids the plan, and what the sheet says in two ways; nothing when there is neither."""
    plan = sheet.financing_plan
    blocking = map(check_sentence, blocking_checks(plan)) if plan else ()
    lines = [
        *(Line(text=text, origin=CALCULATED) for text in blocking),
        *(Line(text=one.text, origin=ORIGIN_NAMES[Origin.ASSUMPTION]) for one in contradictions_of(sheet)),
    ]
    if lines:
        yield Heading(level=2, text="À régler avant le vote")
        yield Items(lines=tuple(lines))


def _draft(sheet: ProjectSheet, view: SheetView) -> Iterator[Block]:
    assembly, head = ASSEMBLIES.get(sheet.beneficiary, ANY_ASSEMBLY) if sheet.beneficiary else ANY_ASSEMBLY
    yield Heading(level=2, text="Projet de délibération", starts_page=True)
    yield Text(text=f"{assembly},")
    yield Items(
        lines=(*visas_of(sheet.sources, excluded_texts(sheet)), Line(text="Vu …… (visas à compléter) ;", origin=""))
    )
    yield Items(lines=tuple(_considering(view)))
    yield Text(text="Sur le rapport de ……, et après en avoir délibéré,")
    yield Items(lines=tuple(_decisions(sheet, view, head)), is_numbered=True)
    yield Text(text=VOTES)
    yield Text(text=SIGNATURE)


def _considering(view: SheetView) -> Iterator[Line]:
    need, aims = view.need[:2]
    for line in need.lines:
        yield Line(text=f"Considérant le besoin exposé : {line.text.rstrip('.')} ;", origin=line.origin)
    for line in aims.lines:
        text = line.text.rstrip(".")
        yield Line(text=f"Considérant l'objectif poursuivi : {text[:1].lower()}{text[1:]} ;", origin=line.origin)


def _decisions(sheet: ProjectSheet, view: SheetView, head: str) -> Iterator[Line]:
    cost = dict(view.identity)["Coût prévisionnel"]
    yield Line(text=f"Approuve le projet « {view.title} », d'un coût prévisionnel : {cost}.", origin="")
    yield _approval(sheet)
    others = _for_other_buildings(sheet)
    aids = [aid for aid in sheet.funding if aid not in others]
    for aid in aids:
        if aid.fits:
            text = f"Sollicite l'aide « {aid.name} » ({', '.join(aid.financers)})."
            yield Line(text=text, origin="à confirmer")
    doubtful = " ; ".join(_quoted(aid for aid in aids if not aid.fits))
    if doubtful:
        text = f"Autorise {head} à solliciter, une fois leurs conditions vérifiées, les aides {doubtful}."
        yield Line(text=text, origin="à confirmer")
    yield Line(text="Inscrit les crédits au budget : chapitre ……, article …….", origin="")
    yield Line(
        text=f"Autorise {head} à signer tout document utile à l'exécution de la présente délibération.", origin=""
    )


def _approval(sheet: ProjectSheet) -> Line:
    """The decision on the plan: one that a rule forbids is not approved without a word."""
    plan = sheet.financing_plan
    if plan is None:
        return Line(text="Approuve le plan de financement …… (à compléter).", origin="")
    if blocking_checks(plan):
        text = f"Approuve le plan de financement …… (celui présenté ci-dessus a {conclusion(plan).rstrip('.')})."
        return Line(text=text, origin=CALCULATED)
    return Line(text="Approuve le plan de financement présenté ci-dessus.", origin=CALCULATED)


def _for_other_buildings(sheet: ProjectSheet) -> tuple[MatchedAid, ...]:
    """The aids of a sheet that are named for buildings, none of which is that of the project."""
    ours = buildings_named(" ; ".join(line.text for line in (sheet.title, *sheet.description)))
    return tuple(aid for aid in sheet.funding if other_buildings(aid.name, ours))


def _quoted(aids: Iterable[MatchedAid]) -> Iterator[str]:
    return (f"« {aid.name} »" for aid in aids)

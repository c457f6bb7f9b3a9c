"""What a sheet shows, in the order of the page, with its sources numbered; every format lays out the same view."""

from collections.abc import Iterable, Sequence

from assistant.calculators.footprint import FootprintResult
from assistant.domain import Frozen
from assistant.domain.sheet import Origin, ProjectSheet, Provenance, Statement
from assistant.language.display import format_date, format_decimal, format_euros, format_percent
from assistant.language.names import beneficiary_name

ORIGIN_NAMES = {
    Origin.USER: "dit par l'utilisateur",
    Origin.DOCUMENT: "document",
    Origin.CALCULATION: "calcul",
    Origin.ASSUMPTION: "à confirmer",
}
TO_COMPLETE = "À compléter"


class Line(Frozen):
    """A sentence with its origin in words («document 2», «calcul», «à confirmer»)."""

    text: str
    origin: str


class Section(Frozen):
    """A titled list of sentences; an empty one is shown as to be completed."""

    title: str
    lines: tuple[Line, ...]


class TableView(Frozen):
    """A table, its first row apart."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class FootprintView(Frozen):
    """A footprint estimate with its trace."""

    title: str
    reference: str
    figures: tuple[tuple[str, str, str], ...]
    assumptions: tuple[str, ...]
    warnings: tuple[str, ...]
    steps: tuple[tuple[str, str, str], ...]
    factors: tuple[str, ...]
    identity: str


class SourceView(Frozen):
    """A cited passage, whole, with where it stands."""

    number: int
    title: str
    place: str
    url: str
    text: str


class SheetView(Frozen):
    """The whole page."""

    title: str
    subtitle: str
    identity: tuple[tuple[str, str], ...]
    need: tuple[Section, ...]
    tables: tuple[TableView, ...]
    plan: tuple[Section, ...]
    footprint: tuple[FootprintView, ...]
    sources: tuple[SourceView, ...]
    notice: str


def view_of(sheet: ProjectSheet) -> SheetView:
    """The view of a sheet."""
    numbers = {passage.passage_id: number for number, passage in enumerate(sheet.sources, start=1)}
    return SheetView(
        title=sheet.title.text,
        subtitle=f"Fiche projet {sheet.project_id}, version {sheet.version}, {format_date(sheet.updated_at.date())}",
        identity=_identity(sheet),
        need=(
            _section("Contexte et besoin", sheet.context, numbers),
            _section("Objectifs", sheet.objectives, numbers),
            _section("Description", sheet.description, numbers),
            _section("Obligations légales", sheet.obligations, numbers),
        ),
        tables=(_costs(sheet, numbers), _funding(sheet, numbers)),
        plan=(
            _section("Opérations comparables", sheet.comparables, numbers),
            Section(
                title="Actions et calendrier",
                lines=tuple(_line(_with_period(a.label, a.period), a.provenance, numbers) for a in sheet.actions),
            ),
            Section(
                title="Indicateurs",
                lines=tuple(
                    _line(_indicator(i.name, i.unit, i.baseline, i.target), i.provenance, numbers)
                    for i in sheet.indicators
                ),
            ),
            _section("Risques", sheet.risks, numbers),
            _section("Questions ouvertes", sheet.open_questions, numbers),
        ),
        footprint=tuple(_footprint(result) for result in sheet.footprint),
        sources=tuple(
            SourceView(
                number=numbers[passage.passage_id],
                title=passage.title,
                place=", ".join(
                    part
                    for part in (passage.heading, f"page {passage.page}" if passage.page else "", passage.source)
                    if part
                ),
                url=passage.url or "",
                text=passage.text,
            )
            for passage in sheet.sources
        ),
        notice="Document de travail préparé avec Jalon. Chaque information porte son origine ; ce qui est "
        "« à confirmer » est une proposition. Vérifiez les textes officiels et l'éligibilité auprès des financeurs "
        "avant toute décision.",
    )


def _identity(sheet: ProjectSheet) -> tuple[tuple[str, str], ...]:
    rows = (
        ("Porteur", sheet.owner.text if sheet.owner else TO_COMPLETE),
        ("Type de porteur", beneficiary_name(sheet.beneficiary) if sheet.beneficiary else TO_COMPLETE),
        ("Territoire", sheet.territory.name if sheet.territory else TO_COMPLETE),
        (
            "Population",
            f"{format_decimal(sheet.population)} habitants" if sheet.population is not None else TO_COMPLETE,
        ),
        ("Partenaires", ", ".join(partner.text for partner in sheet.partners) or TO_COMPLETE),
        ("Phase", sheet.phase.value),
        ("Coût prévisionnel", f"{format_euros(sheet.total_cost_excl_tax)} HT" if sheet.costs else TO_COMPLETE),
    )
    return tuple(row for row in rows if row[0] != "Type de porteur" or not sheet.owner)


def _section(title: str, statements: Sequence[Statement], numbers: dict[str, int]) -> Section:
    return Section(title=title, lines=tuple(_line(s.text, s.provenance, numbers) for s in statements))


def _line(text: str, provenance: Iterable[Provenance], numbers: dict[str, int]) -> Line:
    return Line(text=" ".join(text.split()), origin=_origin(provenance, numbers))


def _origin(provenance: Iterable[Provenance], numbers: dict[str, int]) -> str:
    names = (
        f"document {numbers[proof.reference]}" if proof.origin is Origin.DOCUMENT and proof.reference in numbers
        else ORIGIN_NAMES[proof.origin]
        for proof in provenance
    )  # fmt: skip
    return ", ".join(dict.fromkeys(names))


def _with_period(label: str, period: str) -> str:
    return f"{label} ({period})" if period else label


def _indicator(name: str, unit: str, baseline: str, target: str) -> str:
    values = [f"référence {baseline}" if baseline else "", f"cible {target}" if target else ""]
    told = " ; ".join(value for value in values if value) or "référence et cible à mesurer"
    return f"{name} ({unit}) : {told}"


def _costs(sheet: ProjectSheet, numbers: dict[str, int]) -> TableView:
    rows = [(c.label, format_euros(c.amount_excl_tax), _origin(c.provenance, numbers)) for c in sheet.costs]
    if len(rows) > 1:
        rows.append(("Total", format_euros(sheet.total_cost_excl_tax), "somme des lignes"))
    return TableView(title="Coûts hors taxes", header=("Poste", "Montant HT", "Origine"), rows=tuple(rows))


def _funding(sheet: ProjectSheet, numbers: dict[str, int]) -> TableView:
    rows = tuple(
        (
            f"{aid.name} ({', '.join(aid.financers)})",
            format_percent(aid.rate_max) if aid.rate_max is not None else "non indiqué",
            format_date(aid.deadline) if aid.deadline else "non indiquée",
            " ; ".join(aid.reasons),
            _origin(aid.provenance, numbers),
        )
        for aid in sheet.funding
    )
    header = ("Aide et financeur", "Taux maximum", "Échéance", "Pourquoi", "Origine")
    return TableView(title="Financements à étudier", header=header, rows=rows)


def _footprint(result: FootprintResult) -> FootprintView:
    return FootprintView(
        title=result.title,
        reference=result.reference_scenario,
        figures=tuple((f.label, f.display, f.display_interval or "incertitude inconnue") for f in result.figures),
        assumptions=tuple(value.sentence for value in result.inputs),
        warnings=result.warnings,
        steps=tuple((step.label, step.expression, step.display) for step in result.steps),
        factors=tuple(
            f"{f.label} : {format_decimal(f.value)} {f.unit} ({f.source}, {f.year or 'année non indiquée'}, {f.locator}"
            + (f", ± {format_percent(f.uncertainty_percent)}" if f.uncertainty_percent is not None else "")
            + ")"
            for f in result.factors
        ),
        identity=f"{result.calculation_id}, facteurs {result.registry_version}, formules {result.code_version}",
    )  # fmt: skip

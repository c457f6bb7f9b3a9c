"""Fill the page of a sheet: its words, its origins, its sources numbered."""

from collections.abc import Iterable, Sequence

from assistant.calculators.footprint import FactorUse, FootprintResult
from assistant.charts import BarChart, bar_chart_svg, bar_table
from assistant.charts.footprint import estimate_charts
from assistant.domain.contradictions import contradictions_of
from assistant.domain.sheet import MatchedAid, Origin, ProjectSheet, Provenance, Statement
from assistant.export.context import excluding_tax, total_cost, with_current_context
from assistant.export.footprint import three_sentences
from assistant.export.greenbudget.view import green_budget_section
from assistant.export.page import ChartView, FootprintView, Line, Section, SheetView, TableView
from assistant.export.plan.view import plan_section, plan_tables
from assistant.export.sources import sources_of
from assistant.language.display import format_date, format_decimal, format_percent
from assistant.language.names import beneficiary_name

ORIGIN_NAMES = {
    Origin.USER: "dit par l'utilisateur",
    Origin.DOCUMENT: "document",
    Origin.CALCULATION: "calcul",
    Origin.ASSUMPTION: "à confirmer",
}
TO_COMPLETE = "À compléter"


def view_of(sheet: ProjectSheet) -> SheetView:
    """The view of a sheet."""
    sheet = with_current_context(sheet)
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
        financing=(_section("Règles du plan de financement", sheet.financing_rules, numbers),)
        if sheet.financing_rules
        else (),
        plan_tables=plan_tables(sheet.financing_plan) if sheet.financing_plan else (),
        plan_checks=(plan_section(sheet.financing_plan),) if sheet.financing_plan else (),
        plan=(
            *((green_budget_section(sheet.green_budget),) if sheet.green_budget else ()),
            _section("Opérations comparables", sheet.comparables, numbers),
            Section(
                title="Actions et calendrier",
                lines=tuple(_line(_with_period(a.label, a.period), a.provenance, numbers) for a in sheet.actions),
            ),
            Section(
                title="Indicateurs",
                lines=tuple(
                    _line(indicator_words(i.name, i.unit, i.baseline, i.target), i.provenance, numbers)
                    for i in sheet.indicators
                ),
            ),
            _section("Risques", sheet.risks, numbers),
            *_to_check(sheet),
            _section("Questions ouvertes", sheet.open_questions, numbers),
        ),
        footprint=tuple(_footprint(result) for result in sheet.footprint),
        sources=sources_of(sheet),
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
        ("Coût prévisionnel", total_cost(sheet) or TO_COMPLETE),
    )
    return tuple(row for row in rows if row[0] != "Type de porteur" or not sheet.owner)


def _section(title: str, statements: Sequence[Statement], numbers: dict[str, int]) -> Section:
    return Section(title=title, lines=tuple(_line(s.text, s.provenance, numbers) for s in statements))


def _to_check(sheet: ProjectSheet) -> tuple[Section, ...]:
    """What the sheet says in two ways; no section when there is none."""
    lines = tuple(
        Line(text=_on_paper(one.text), origin=ORIGIN_NAMES[Origin.ASSUMPTION]) for one in contradictions_of(sheet)
    )
    return (Section(title="Points à vérifier", lines=lines),) if lines else ()


def _line(text: str, provenance: Iterable[Provenance], numbers: dict[str, int]) -> Line:
    return Line(text=_on_paper(" ".join(text.split())), origin=_origin(provenance, numbers))


def _origin(provenance: Iterable[Provenance], numbers: dict[str, int]) -> str:
    proofs = list(provenance)
    cited = [numbers[one.reference] for one in proofs if one.origin is Origin.DOCUMENT and one.reference in numbers]
    others = [ORIGIN_NAMES[one.origin] for one in proofs if one.reference not in numbers]
    documents = f"document{'s' if len(set(cited)) > 1 else ''} {', '.join(map(str, dict.fromkeys(cited)))}"
    return ", ".join(dict.fromkeys([*([documents] if cited else []), *others]))


def _with_period(label: str, period: str) -> str:
    return f"{label} ({period})" if period else label


def indicator_words(name: str, unit: str, baseline: str, target: str) -> str:
    """An indicator with its values, or what is still to be measured."""
    values = [f"référence {baseline}" if baseline else "", f"cible {target}" if target else ""]
    told = " ; ".join(value for value in values if value) or "référence et cible à mesurer"
    return f"{name} ({unit}) : {told}"


def _costs(sheet: ProjectSheet, numbers: dict[str, int]) -> TableView:
    rows = [
        (c.label, excluding_tax(c.amount_excl_tax, is_unsaid=c.is_tax_unsaid), _origin(c.provenance, numbers))
        for c in sheet.costs
    ]
    if len(rows) > 1:
        rows.append(("Total", total_cost(sheet), "somme des lignes"))
    return TableView(title="Coûts hors taxes", header=("Poste", "Montant HT", "Origine"), rows=tuple(rows))


def _funding(sheet: ProjectSheet, numbers: dict[str, int]) -> TableView:
    rows = tuple(
        (
            f"{aid.name} ({', '.join(aid.financers)})",
            _rate(aid),
            format_date(aid.deadline) if aid.deadline else "non indiquée",
            _opinion(aid),
            _origin(aid.provenance, numbers),
        )
        for aid in sheet.funding
    )
    header = ("Aide et financeur", "Taux et conditions", "Échéance", "Avis", "Origine")
    return TableView(title="Financements à étudier", header=header, rows=rows)


def _opinion(aid: MatchedAid) -> str:
    """Why an aid seems to fit, or what is to be verified before."""
    return f"Semble convenir : {' ; '.join(aid.reasons)}" if aid.fits else f"À vérifier : {' ; '.join(aid.doubts)}"


def _rate(aid: MatchedAid) -> str:
    """The rate in words; a sheet of an earlier version has only the highest one, whose condition is not known."""
    if aid.rate or aid.rate_max is None:
        return aid.rate or "non indiqué"
    return f"jusqu'à {format_percent(aid.rate_max)} (conditions à vérifier)"


def _factor_value(factor: FactorUse) -> str:
    return f"{format_decimal(factor.value)} {'' if factor.unit == 'ratio' else factor.unit}".strip()


def _on_paper(text: str) -> str:
    """Units as printed: «CO₂e», «m²»."""
    return text.replace("CO2", "CO₂").replace("m2", "m²")


def _footprint(result: FootprintResult) -> FootprintView:
    return FootprintView(
        title=result.title,
        sentences=three_sentences(result),
        charts=tuple(
            _chart(f"{result.calculation_id}-{rank}", one) for rank, one in enumerate(estimate_charts(result))
        ),
        figures=tuple(
            (f.label, _on_paper(f.display), _on_paper(f.display_interval or "incertitude inconnue"))
            for f in result.figures
        ),
        assumptions=tuple(_on_paper(value.sentence) for value in result.inputs),
        warnings=tuple(map(_on_paper, result.warnings)),
        steps=tuple((step.label, _on_paper(step.equation)) for step in result.steps),
        factors=tuple(_on_paper(_factor(factor)) for factor in result.factors),
        identity=f"{result.calculation_id}, facteurs {result.registry_version}, formules {result.code_version}",
    )


def _chart(name: str, chart: BarChart) -> ChartView:
    table = bar_table(chart)
    rows = tuple(tuple(map(_on_paper, row)) for row in table.rows)
    return ChartView(
        svg=_on_paper(bar_chart_svg(chart, name)),
        alternative=_on_paper(f"{chart.title}. {chart.description}"),
        table=TableView(title=_on_paper(table.caption), header=tuple(map(_on_paper, table.header)), rows=rows),
    )


def _factor(factor: FactorUse) -> str:
    spread = factor.uncertainty_percent
    parts = (
        factor.source,
        factor.year or "année non indiquée",
        factor.locator,
        f"± {format_percent(spread)}" if spread is not None else "",
    )
    return f"{factor.label} : {_factor_value(factor)} ({', '.join(part for part in parts if part)})"

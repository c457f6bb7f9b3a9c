"""What is told of comparable operations, in French: how many, how alike, what they cost, and what that supports."""

from collections import Counter
from collections.abc import Callable
from decimal import Decimal

from assistant.calculators.comparables import (
    MINIMUM_SAMPLE,
    Closeness,
    ComparablesSummary,
    Distribution,
    Flaw,
    Nearness,
    OperationGroup,
    SimilarOperation,
)
from assistant.comparables.answer import ComparablesAnswer
from assistant.comparables.places import LEVELS
from assistant.language.display import format_decimal, format_euros, format_percent

LARGE_SAMPLE = 30  # operations, from which the quartiles no longer move much with one more
AROUND = {
    Nearness.COMMUNE: "votre département",
    Nearness.DEPARTMENT: "votre département",
    Nearness.REGION: "votre région",
}
LEFT_OUT = {
    Flaw.NO_COST: "sans coût crédible (absent, 0 ou 1 €), hors des coûts et des taux",
    Flaw.NO_SUBSIDY: "sans subvention crédible, hors des subventions et des taux",
    Flaw.SUBSIDY_ABOVE_COST: "dont la subvention dépasse le coût, hors de tout",
    Flaw.FAR_OUT: "au coût sans rapport avec les autres, hors de tout",
}
FLAWED = {
    Flaw.NO_COST: "coût non publié",
    Flaw.NO_SUBSIDY: "subvention non publiée",
    Flaw.SUBSIDY_ABOVE_COST: "donnée douteuse : la subvention dépasse le coût",
    Flaw.FAR_OUT: "donnée douteuse : coût sans rapport avec les autres",
}
UNCOUNTED = "hors des statistiques"
TOO_BROAD = (
    "Le sujet est trop large : ces opérations ne se comparent pas entre elles, aucune médiane n'est donnée. "
    "Dites ce qui est fait (rénover, construire, équiper…) et à quoi."
)
SCATTERED = 10  # times the first quartile, from which a third quartile tells that costs have little in common
LIMITS = (
    "Euros courants, sans correction de l'inflation. Ce sont des intitulés : vérifiez le contenu de chaque opération "
    "avant de vous y référer."
)


def statement(answer: ComparablesAnswer) -> tuple[str, ...]:
    """What was found among how many, how alike, which are counted, the medians, what they leave out and support."""
    summary = answer.summary
    if not summary.published:
        return ("Aucune opération passée n'est indexée : « jalon ingest --kind project FICHIER » en ajoute.",)
    if not answer.subject:
        return (
            "La description ne dit pas quel est le projet : rien n'est comparable. Nommez ce qu'il faut faire, par "
            "exemple « rénovation énergétique de l'école ».",
        )
    if not answer.operations:
        return (
            *_read_as(answer),
            f"Aucune opération comparable parmi {format_decimal(summary.published)} : aucun intitulé n'est assez "
            f"proche de « {answer.subject} ». Aucune médiane n'est donnée ; décrivez l'objet autrement.",
        )
    if not summary.found:
        return (*_read_as(answer), _found(answer), _shown(answer), LIMITS)
    if summary.is_too_broad:
        return (*_read_as(answer), _found(answer), TOO_BROAD)
    lines = (
        *_read_as(answer),
        _found(answer),
        _likeness(summary),
        _shown(answer),
        *_medians(answer),
        _left_out(summary),
        _with_tax(answer),
        f"{_support(summary.found)} {LIMITS}",
    )
    return tuple(line for line in lines if line)


def operation_text(similar: SimilarOperation) -> str:
    """An operation in a line, without its title: cost, grants, total rate, tranches, place, flaws and likeness."""
    operation = similar.operation
    cost = operation.cost_excl_tax
    grants = " + ".join(
        f"{grant.scheme} {grant.year}{f' : {format_euros(grant.subsidy)}' if grant.subsidy else ''}"
        for grant in operation.grants
    )
    is_shared = len(operation.grants) > 1
    rate = operation.rate if Flaw.NO_COST not in similar.flaws else None
    parts = (
        f"coût {format_euros(cost)} HT" if cost and Flaw.NO_COST not in similar.flaws else "",
        grants,
        f"{'taux cumulé' if is_shared else 'taux'} {format_percent(rate * 100)}" if rate is not None else "",
        ", ".join(operation.tranches),
        _place(similar),
        *(FLAWED[flaw] for flaw in similar.flaws),
        "" if similar.is_counted else UNCOUNTED,
    )
    return f"{' ; '.join(part for part in parts if part)} ({similar.likeness.words})"


def group_text(group: OperationGroup) -> str:
    """A group in a line: its number, its median cost and rate, or that it is too small."""
    if group.count < MINIMUM_SAMPLE:
        return f"{group.label} : trop peu d'opérations ({group.count})"
    parts = (
        _spread("coût", group.cost, _to_the_euro, end=""),
        _spread("subvention", group.subsidy, _to_the_euro, end=""),
        _spread("taux", group.rate_percent, format_percent, end=""),
    )
    return f"{group.label} : {' ; '.join(parts)}"


def answer_lines(answer: ComparablesAnswer) -> tuple[str, ...]:
    """All that is told of an answer: its statement, its operations under their titles, its groups."""
    return (
        *statement(answer),
        *(f"{similar.operation.title} : {operation_text(similar)}" for similar in answer.operations),
        *(group_text(group) for _, groups in answer.breakdown for group in groups),
    )


def _found(answer: ComparablesAnswer) -> str:
    summary = answer.summary
    if not summary.found:
        return (
            f"Aucune opération assez semblable parmi {format_decimal(summary.published)} opérations subventionnées : "
            "aucune médiane n'est donnée."
        )
    near = ""
    if summary.near_place is not None and answer.request.territory:
        near = f", dont {format_decimal(summary.near_place)} dans {AROUND[LEVELS[answer.request.territory.level]]}"
    similar = "opération semblable" if summary.found == 1 else "opérations semblables"
    return (
        f"{format_decimal(summary.found)} {similar} parmi {format_decimal(summary.published)} opérations "
        f"subventionnées{near}."
    )


def _likeness(summary: ComparablesSummary) -> str:
    close = summary.found - summary.same_subject
    parts = [
        f"même objet : {format_decimal(summary.same_subject)}",
        f"objet proche : {format_decimal(close)}",
        f"coût proche du vôtre : {format_decimal(summary.near_cost)}" if summary.near_cost is not None else "",
        f"tranches, dont le coût n'est pas celui de toute l'opération : {format_decimal(summary.tranches)}"
        if summary.tranches
        else "",
    ]
    return f"Ressemblance — {' ; '.join(part for part in parts if part)}."


def _shown(answer: ComparablesAnswer) -> str:
    """How many of the nearest operations, those shown, are counted, and how near those are that are not."""
    shown, counted = len(answer.operations), sum(one.is_counted for one in answer.operations)
    if counted == shown:
        return f"Les {shown} plus proches comptent toutes dans les statistiques." if shown > 1 else ""
    left = Counter(one.likeness.closeness for one in answer.operations if not one.is_counted)
    told = " ; ".join(f"{one} : {left[one]}" for one in Closeness if left[one])
    verb = "comptent" if counted > 1 else "compte"
    return (
        f"Parmi les opérations les plus proches ({shown}), {counted or 'aucune ne'} {verb} dans les statistiques. "
        f"À lire comme des exemples, {UNCOUNTED} — {told}."
    )


def _read_as(answer: ComparablesAnswer) -> list[str]:
    return [f"« {word} » n'est pas un mot de ces intitulés : lu « {read} »." for word, read in answer.read_as.items()]


def _medians(answer: ComparablesAnswer) -> tuple[str, ...]:
    summary = answer.summary
    if summary.found < MINIMUM_SAMPLE:
        return (f"Coût, subvention, taux : trop peu d'opérations ({summary.found}) pour une médiane.",)
    return (
        _costs(answer),
        f"{_spread('Subvention', summary.whole.subsidy, _to_the_euro)} "
        f"{_spread('Taux de subvention', summary.whole.rate_percent, format_percent)}",
        _near_cost(summary),
    )


def _costs(answer: ComparablesAnswer) -> str:
    told = _spread("Coût HT", answer.summary.whole.cost, _to_the_euro)
    quartiles, own = answer.summary.whole.cost.quartiles, answer.request.cost_excl_tax
    if quartiles and quartiles.third >= SCATTERED * quartiles.first:
        told += " Ces coûts sont très dispersés : la médiane seule dit peu, lisez les opérations."
    if own is None or quartiles is None:
        return told
    if own < quartiles.first:
        where = "sous le premier quartile"
    elif own > quartiles.third:
        where = "au-dessus du troisième quartile"
    else:
        where = "dans la moitié centrale"
    return f"{told} Le vôtre ({format_euros(own)}) est {where}."


def _near_cost(summary: ComparablesSummary) -> str:
    group = summary.of_near_cost
    return "" if group is None else _spread("Taux de subvention à coût proche", group.rate_percent, format_percent)


def _left_out(summary: ComparablesSummary) -> str:
    told = [f"{format_decimal(count)} {LEFT_OUT[flaw]}" for flaw, count in summary.left_out.items()]
    return f"Écartées des statistiques : {' ; '.join(told)}." if told else ""


def _with_tax(answer: ComparablesAnswer) -> str:
    amount = answer.request.with_tax
    if amount is None:
        return ""
    return f"Votre montant TTC ({format_euros(amount)}) n'est pas comparé : les coûts publiés sont hors taxes."


def _support(found: int) -> str:
    if found < MINIMUM_SAMPLE:
        return "Des exemples à lire un par un, pas une statistique."
    if found < LARGE_SAMPLE:
        return "Un ordre de grandeur sur un petit nombre d'opérations, pas un devis."
    return "Un repère sur un grand nombre d'opérations, pas un devis."


def _spread(name: str, values: Distribution, show: Callable[[Decimal], str], *, end: str = ".") -> str:
    quartiles = values.quartiles
    if quartiles is None:
        return f"{name} : trop peu d'opérations ({format_decimal(values.count)}){end}"
    first, median, third = (show(value) for value in (quartiles.first, quartiles.median, quartiles.third))
    return f"{name} : médiane {median} [{first} – {third}], sur {_counted(values.count)}{end}"


def _counted(count: int) -> str:
    return f"{format_decimal(count)} opération{'s' if count > 1 else ''}"


def _place(similar: SimilarOperation) -> str:
    operation = similar.operation
    where = f"département {operation.department}" if operation.department else ""
    return ", ".join(part for part in (operation.beneficiary_name or "", where) if part)


def _to_the_euro(amount: Decimal) -> str:
    return format_euros(round(amount))

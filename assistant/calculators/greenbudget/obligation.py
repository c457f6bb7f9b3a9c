"""Whether an authority must produce the annex for a year, on which axes, and which lines it must hold."""

from assistant.calculators.greenbudget.book import GreenBook
from assistant.calculators.greenbudget.inputs import Entity, ExpenseLine
from assistant.calculators.greenbudget.result import Obligation
from assistant.language.display import format_decimal


def obligation_of(entity: Entity, year: int, book: GreenBook) -> Obligation:
    """The obligation of an authority for a year that is not before the first."""
    rules, step = book.obligation, book.obligation.step_of(year)
    is_mandatory, because = _who(entity, book)
    if entity.instruction not in step.instructions:
        first = next(one.from_year for one in rules.step if entity.instruction in one.instructions)
        is_mandatory = False
        because = f"Les budgets en {entity.instruction} n'entrent dans l'annexe qu'à compter de l'exercice {first}."
    return Obligation(
        is_mandatory=is_mandatory,
        because=because,
        axes=() if is_mandatory is False else step.axes,
        reference=f"{rules.who_reference} ; {step.reference}",
        link=step.link,
        confidence=step.confidence,
        verified_on=step.verified_on,
        to_verify=step.to_verify,
    )


def _who(entity: Entity, book: GreenBook) -> tuple[bool | None, str]:
    threshold = book.obligation.above_population
    shown = f"{format_decimal(threshold)} habitants"
    if entity.kind in book.obligation.always_above:
        return True, f"Un département ou une région compte plus de {shown} : l'annexe est obligatoire."
    if entity.population is None:
        return None, f"L'annexe est obligatoire au-dessus de {shown} : indiquez la population."
    people = f"{format_decimal(entity.population)} habitants"
    if entity.population > threshold:
        return True, f"{people}, donc plus de {shown} : l'annexe est obligatoire."
    return False, f"{people}, donc pas plus de {shown} : l'annexe est facultative."


def scope_of(line: ExpenseLine, year: int, book: GreenBook) -> tuple[bool | None, str]:
    """Whether the annex must hold a line, and why; None when the account or the list is not known well enough."""
    rules, step = book.obligation, book.obligation.step_of(year)
    if not line.account:
        return None, "Sans compte M57, on ne sait pas si l'annexe doit contenir cette dépense."
    if line.account.startswith(rules.excluded_accounts):
        return False, f"Compte {line.account} : {rules.excluded_because}."
    if step.all_accounts:
        return True, "Toutes les dépenses réelles d'investissement sont dans l'annexe."
    if line.account.startswith(tuple(book.accounts.decree)):
        return True, f"Le compte {line.account} est dans la liste du décret pour l'exercice {year}."
    if any(number.startswith(line.account) for number in book.accounts.decree):
        return None, f"Seules des subdivisions du compte {line.account} sont dans la liste du décret : précisez-le."
    if line.account > max(book.accounts.decree):
        return None, f"La liste du décret a été lue jusqu'au compte {max(book.accounts.decree)} : à vérifier."
    return False, f"Le compte {line.account} n'est pas dans la liste du décret pour l'exercice {year}."

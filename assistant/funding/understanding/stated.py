"""What the caller states: read by the readers of the text, and refused when it cannot be."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from assistant.domain import Frozen, HelpKind, Operation
from assistant.errors import InputError
from assistant.funding.request import Facet, FacetName, FacetOrigin
from assistant.funding.understanding.heard import Heard
from assistant.funding.understanding.kinds import read_kinds
from assistant.funding.understanding.lexicon import themes
from assistant.funding.understanding.money import is_possible_amount, read_money
from assistant.funding.understanding.operations import read_operations
from assistant.funding.understanding.people import read_people
from assistant.funding.understanding.themes import read_themes
from assistant.funding.understanding.values import Interval, money_label, people_label
from assistant.funding.understanding.vocabulary import in_plain_french
from assistant.language import normalise
from assistant.language.display import format_date
from assistant.language.names import beneficiary_name, help_kind_name, known_beneficiary, operation_name
from assistant.language.people import is_possible_population
from assistant.language.periods import read_periods
from assistant.territories import Territories

SHOWN = 80  # characters of a wrong value that are shown again


class Stated(Frozen):
    """Facets that the caller states, in the words of the options: each wins over what the text says.

    ``forgotten`` are facets that the text seems to say and that are not meant, by name («population»), or by name and
    value when there are several («theme=Ecole»).
    """

    beneficiary: str | None = None
    territory: str | None = None
    population: str | None = None
    theme: tuple[str, ...] = ()
    operation: tuple[str, ...] = ()
    amount: str | None = None
    aid_wanted: str | None = None
    starts_on: str | None = None
    deadline: str | None = None
    kind_of_help: tuple[str, ...] = ()
    forgotten: tuple[str, ...] = ()

    def forgets(self, facet: Facet) -> bool:
        """Whether a facet of the text is not meant."""
        asked = {tuple(normalise(part) for part in one.split("=", 1)) for one in self.forgotten}
        return bool(asked & {(normalise(facet.name),), (normalise(facet.name), normalise(facet.value))})


def read_stated(stated: Stated, territories: Territories, on: date) -> tuple[Facet, ...]:
    """The facets stated; raises InputError, which names the field, for a value that cannot be."""
    for one in stated.forgotten:
        if one.split("=", 1)[0] not in set(FacetName):
            raise InputError(f"Facette inconnue : « {one[:SHOWN]} ». Facettes : {', '.join(FacetName)}.", field="not")
    return tuple(_facets(stated, territories, on))


def _facets(stated: Stated, territories: Territories, on: date) -> Iterator[Facet]:
    single: tuple[tuple[str | None, Callable[[str], Facet]], ...] = (
        (stated.beneficiary, _beneficiary),
        (stated.territory, partial(_territory, territories)),
        (stated.population, _population),
        (stated.amount, partial(_money, FacetName.AMOUNT)),
        (stated.aid_wanted, partial(_money, FacetName.AID_WANTED)),
        (stated.starts_on, partial(_day, FacetName.STARTS_ON, on)),
        (stated.deadline, partial(_day, FacetName.DEADLINE, on)),
    )
    yield from (read(asked) for asked, read in single if asked is not None)
    yield from map(_theme, stated.theme)
    yield from (facet for asked in stated.operation for facet in _operations(asked))
    yield from (facet for asked in stated.kind_of_help for facet in _kinds(asked))


def _beneficiary(asked: str) -> Facet:
    return _stated(FacetName.BENEFICIARY, asked, beneficiary_name(known_beneficiary(asked)), asked)


def _territory(territories: Territories, asked: str) -> Facet:
    territory = territories.get(asked)
    return _stated(FacetName.TERRITORY, territory.code, f"{territory.name} ({territory.code})", asked)


def _population(asked: str) -> Facet:
    people = Interval.parse(asked) or _heard(FacetName.POPULATION, f"{asked} habitants", read_people)
    bounds = [bound for bound in (people.low, people.high) if bound is not None] if people else []
    if people is None or not all(is_possible_population(bound) for bound in bounds):
        raise InputError(
            f"Population impossible : « {asked[:SHOWN]} ». Donnez un nombre d'habitants, par exemple 450, ou ..2000 "
            "pour moins de 2 000.",
            field="population",
        )
    return _stated(FacetName.POPULATION, people.text(), people_label(people), asked)


def _money(name: FacetName, asked: str) -> Facet:
    money = Interval.parse(asked) or _heard(FacetName.AMOUNT, f"coût de {asked}", read_money)
    money = money or _heard(FacetName.AMOUNT, f"coût de {asked} €", read_money)
    if money is None or not is_possible_amount(money):
        raise InputError(
            f"Montant impossible : « {asked[:SHOWN]} ». Donnez un montant positif en euros : « 120 000 € HT ».",
            field=name,
        )
    return _stated(name, money.text(), money_label(money), asked)


def _theme(asked: str) -> Facet:
    named = next((theme.name for theme in themes() if normalise(theme.name) == normalise(asked)), None)
    heard = read_themes(in_plain_french(asked)).facets
    if named is None and not heard:
        raise InputError(
            f"Thème inconnu : « {asked[:SHOWN]} ». Exemples : {', '.join(_nearest_themes(asked))}.", field="theme"
        )
    name = named or heard[0].value
    return _stated(FacetName.THEME, name, name, asked)


def _nearest_themes(asked: str) -> list[str]:
    from rapidfuzz import process

    return [name for name, _, _ in process.extract(asked, [theme.name for theme in themes()], limit=3)]


def _operations(asked: str) -> Iterator[Facet]:
    named = [one for one in Operation if normalise(asked) in {one.value, normalise(operation_name(one))}]
    named = named or [Operation(facet.value) for facet in read_operations(in_plain_french(asked)).facets]
    if not named:
        names = ", ".join(f"{one.value} ({operation_name(one)})" for one in Operation)
        raise InputError(f"Opération inconnue : « {asked[:SHOWN]} ». Valeurs : {names}.", field="operation")
    for one in named:
        yield _stated(FacetName.OPERATION, one.value, operation_name(one), asked)


def _kinds(asked: str) -> Iterator[Facet]:
    named = [one for one in HelpKind if normalise(asked) in {normalise(one.value), normalise(help_kind_name(one))}]
    heard = read_kinds(in_plain_french(asked)).facets
    if not named and not heard:
        names = ", ".join(f"{one.value} ({help_kind_name(one)})" for one in HelpKind)
        raise InputError(f"Nature d'aide inconnue : « {asked[:SHOWN]} ». Valeurs : {names}.", field="kind_of_help")
    for one in named:
        yield _stated(FacetName.KIND_OF_HELP, one.value, help_kind_name(one), asked)
    for facet in () if named else heard:
        yield _stated(facet.name, facet.value, facet.label, asked)


def _day(name: FacetName, on: date, asked: str) -> Facet:
    periods = read_periods(in_plain_french(asked), on) or read_periods(in_plain_french(f"en {asked}"), on)
    if len(periods) != 1:
        raise InputError(
            f"« {asked[:SHOWN]} » n'est pas une date. Exemples : 2027-03-01, « mars 2027 », « printemps 2027 ».",
            field=name,
        )
    is_start = name is FacetName.STARTS_ON
    day = periods[0].first if is_start else periods[0].last
    if day < on:
        raise InputError(
            f"La date « {asked[:SHOWN]} » est passée ({format_date(day)}). Donnez-en une après le {format_date(on)}.",
            field=name,
        )
    label = f"à partir du {format_date(day)}" if is_start else f"avant le {format_date(day)}"
    return _stated(name, day.isoformat(), label, asked)


def _heard(name: FacetName, text: str, read: "Callable[..., Heard]") -> Interval | None:
    """The only interval that a reader finds in a text."""
    values = [facet.value for facet in read(in_plain_french(text)).facets if facet.name is name]
    return Interval.parse(values[0]) if len(values) == 1 else None


def _stated(name: FacetName, value: str, label: str, words: str) -> Facet:
    return Facet(name=name, value=value, label=label, words=words, origin=FacetOrigin.STATED)

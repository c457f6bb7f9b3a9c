"""Who asks, and for how many inhabitants."""

import re
from collections.abc import Iterator, Sequence

from assistant.domain import Beneficiary
from assistant.funding.request import FacetName, Remark
from assistant.funding.understanding.heard import Heard, facet_of, ignored_of
from assistant.funding.understanding.values import Interval, people_label
from assistant.language import Quantity, read_quantities
from assistant.language.display import format_decimal
from assistant.language.names import beneficiary_name
from assistant.language.people import BodyMention, Role, is_possible_population, owners_of, read_bodies
from assistant.language.plain import PlainText

AT_MOST = re.compile(
    r"(?:moins de|moins d|inferieure? a|jusqu a|au plus|maximum(?: de)?|pas plus de|n excede pas|en dessous de|sous)$"
)
AT_LEAST = re.compile(r"(?:plus de|plus d|superieure? a|au moins|minimum(?: de)?|depassant|au dessus de)$")
OR_LESS = re.compile(r"^(?:ou moins|au plus|au maximum|maximum|max)\b")
OR_MORE = re.compile(r"^(?:ou plus|et plus|au moins|au minimum|minimum)\b")
TO = re.compile(r"\s*(?:à|a|et|-|–)\s*(?:moins de |plus de )?", re.IGNORECASE)


def read_owner(text: PlainText) -> Heard:
    """The beneficiary; two that both say that they ask are a doubt, those who pay are ignored."""
    bodies = read_bodies(text)
    owners = owners_of(bodies)
    paying = tuple(
        ignored_of(text, FacetName.BENEFICIARY, (body.start, body.end)) for body in bodies if body.role is Role.FUNDER
    )
    if not owners:
        return Heard(ignored=paying)
    owner = owners[0]
    facet = facet_of(
        text,
        FacetName.BENEFICIARY,
        owner.beneficiary.value,
        beneficiary_name(owner.beneficiary),
        (owner.start, owner.end),
        is_implied=owner.role is Role.IMPLIED,
    )
    return Heard(facets=(facet,), ignored=paying, remarks=tuple(_rivals(bodies)))


def _rivals(bodies: Sequence[BodyMention]) -> Iterator[Remark]:
    """A doubt when two bodies both say that they ask, or one does and the request opens with another."""
    asking = [body for body in bodies if body.role is Role.OWNER or (body.start == 0 and _heads(body))]
    names = list(dict.fromkeys(beneficiary_name(body.beneficiary) for body in asking))
    if len(names) > 1 and any(body.role is Role.OWNER for body in asking):
        told = " et ".join(f"« {name} »" for name in names[:2])
        message = f"Porteur : le texte désigne {told}. Précisez lequel porte le projet."
        yield Remark(field=FacetName.BENEFICIARY, message=message)


def _heads(body: BodyMention) -> bool:
    """Whether a name that opens a request is that of who asks; a funder may as well («Conseil régional : notre…»)."""
    return body.role is Role.NAMED and body.beneficiary not in {Beneficiary.DEPARTMENT, Beneficiary.REGION}


def read_people(text: PlainText) -> Heard:
    """The number of inhabitants, or its bounds; an impossible one is left out with a doubt."""
    said = list(_numbers(text))
    possible = [(people, span) for people, span in said if _is_possible(people)]
    remarks = [_impossible(people) for people, _ in said if not _is_possible(people)]
    exact = {people.exact for people, _ in possible if people.exact is not None}
    if len(exact) > 1:
        told = " et ".join(format_decimal(value) for value in sorted(exact))
        message = (
            f"Population : le texte donne plusieurs nombres d'habitants ({told}). Précisez celui de la collectivité."
        )
        remarks.append(Remark(field=FacetName.POPULATION, message=message))
    facets = [
        facet_of(text, FacetName.POPULATION, people.text(), people_label(people), span) for people, span in possible[:1]
    ]
    return Heard(facets=tuple(facets), remarks=tuple(remarks))


def _numbers(text: PlainText) -> Iterator[tuple[Interval, tuple[int, int]]]:
    quantities = [quantity for quantity in read_quantities(text.text) if quantity.unit == "habitants"]
    skip = False
    for index, quantity in enumerate(quantities):
        if skip:
            skip = False
            continue
        following = quantities[index + 1] if index + 1 < len(quantities) else None
        if following and TO.fullmatch(text.text, quantity.end, following.start):
            skip = True
            low, high = sorted((quantity.value, following.value))
            yield Interval(low=low, high=high), (quantity.start, following.end)
        else:
            yield _bounded(text, quantity)


def _bounded(text: PlainText, quantity: Quantity) -> tuple[Interval, tuple[int, int]]:
    before, after = text.folded_before(quantity.start), text.folded_after(quantity.end)
    value, start = quantity.value, quantity.start
    for pattern, interval in (
        (AT_MOST, Interval(low=None, high=value)),
        (AT_LEAST, Interval(low=value, high=None)),
    ):
        match = pattern.search(before)
        if match:
            start = text.span(match.start(), match.end())[0]
            return interval, (start, quantity.end)
    if OR_LESS.match(after):
        return Interval(low=None, high=value), (start, quantity.end)
    if OR_MORE.match(after):
        return Interval(low=value, high=None), (start, quantity.end)
    return Interval(low=value, high=value), (start, quantity.end)


def _is_possible(people: Interval) -> bool:
    return all(is_possible_population(bound) for bound in (people.low, people.high) if bound is not None)


def _impossible(people: Interval) -> Remark:
    bounds = [bound for bound in (people.low, people.high) if bound is not None]
    value = next(bound for bound in bounds if not is_possible_population(bound))
    message = f"Population : {format_decimal(value)} habitants n'est pas possible. Ce nombre n'est pas retenu."
    return Remark(field=FacetName.POPULATION, message=message)

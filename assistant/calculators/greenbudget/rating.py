"""Rate a line on each axis: the rules that its words and its account call for, and what they say together."""

from collections.abc import Sequence
from typing import NamedTuple

from assistant.calculators.greenbudget.book import TO_VERIFY, GreenBook, GreenRule
from assistant.calculators.greenbudget.codes import Axis, Rating
from assistant.calculators.greenbudget.inputs import ExpenseLine
from assistant.calculators.greenbudget.obligation import scope_of
from assistant.calculators.greenbudget.result import AxisRating, RatedLine
from assistant.calculators.greenbudget.words import Found, natures_in

OPPOSITE = {Rating.FAVOURABLE, Rating.UNFAVOURABLE}
NO_RULE = "Aucune règle ne cote cette dépense sur cet axe : à apprécier."
APART = "La ligne mêle plusieurs natures que les règles ne cotent pas de même : séparez-la."


class Applied(NamedTuple):
    """A rule that applies to a line, with the words that called for it (empty for an account alone)."""

    rule: GreenRule
    words: str


def rate_line(line: ExpenseLine, year: int, book: GreenBook) -> RatedLine:
    """The six draft ratings of a line whose account is known or not given."""
    found = natures_in((line.label, line.description), book)
    applied = _applied(line.account, found, year, book)
    in_scope, because = scope_of(line, year, book)
    known = book.accounts.known(line.account)
    return RatedLine(
        line=line,
        account_label=book.accounts.labels[known] if known else "",
        natures=tuple(one.nature.id for one in found),
        in_scope=in_scope,
        scope_because=because,
        ratings=tuple(_on_axis(axis, line.account, applied, found, book) for axis in Axis),
    )


def _applied(account: str, found: Sequence[Found], year: int, book: GreenBook) -> tuple[Applied, ...]:
    """The rules of the natures found; those of the account alone when there is none."""
    words = {one.nature.id: one.words for one in found}
    rules = [rule for rule in book.rules if rule.is_in_force(year)]
    by_nature = [
        Applied(rule, words[name])
        for rule in rules
        for name in rule.natures
        if name in words and (not account or account.startswith(book.numbers_of(rule)))
    ]
    if found:
        return tuple(by_nature)
    return tuple(
        Applied(rule, "") for rule in rules if not rule.natures and account and account.startswith(rule.accounts)
    )


def _on_axis(
    axis: Axis, account: str, applied: Sequence[Applied], found: Sequence[Found], book: GreenBook
) -> AxisRating:
    speaking = [one for one in applied if axis in one.rule.ratings]
    if not speaking:
        return AxisRating(axis=axis, rating=Rating.UNDEFINED, because=_silence(account, applied, found))
    rating, apart = _together([one.rule.ratings.get(axis, Rating.UNDEFINED) for one in applied])
    least = min(speaking, key=lambda one: axis in one.rule.verified)
    source = book.source_of(least.rule, axis)
    is_read = axis in least.rule.verified
    is_own = source.id == least.rule.source
    titles = " ; ".join(one.rule.title for one in speaking)
    return AxisRating(
        axis=axis,
        rating=rating,
        rules=tuple(one.rule.id for one in speaking),
        words=tuple(one.words for one in speaking if one.words),
        account=account,
        because=f"{titles} ({_evidence(account, speaking)}).{f' {apart}' if apart else ''}",
        reference=source.reference,
        link=source.link,
        locator=(least.rule.locator if is_own else "") or source.locator,
        confidence=source.confidence if is_read else TO_VERIFY,
        verified_on=source.verified_on if is_read else None,
    )


def _together(ratings: Sequence[Rating]) -> tuple[Rating, str]:
    """What several rules say on one axis, a silent one included: good and bad together are mixed, any other
    disagreement is undefined, since the amount is not told apart.
    """
    distinct = set(ratings)
    if len(distinct) == 1:
        return ratings[0], ""
    return (Rating.MIXED if distinct >= OPPOSITE else Rating.UNDEFINED), APART


def _evidence(account: str, applied: Sequence[Applied]) -> str:
    words = ", ".join(f"« {one.words} »" for one in applied if one.words)
    told = [part for part in (words, f"compte {account}" if account else "") if part]
    return ", ".join(told)


def _silence(account: str, applied: Sequence[Applied], found: Sequence[Found]) -> str:
    """Why no rule speaks: the words name a nature that the account does not fit, or nothing is said of the axis."""
    if found and not applied:
        named = ", ".join(f"« {one.words} »" for one in found)
        return f"Le compte {account} ne convient pas à {named} : vérifiez l'imputation ou cotez à la main."
    return NO_RULE

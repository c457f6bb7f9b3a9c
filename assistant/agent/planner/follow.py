"""What a message asks, on its own or after the question before: «et pour l'école ?», «et dans le Lot ?»."""

from decimal import Decimal

from assistant.agent.planner.cues import announces, load_cues
from assistant.agent.planner.facts import ProjectFacts
from assistant.agent.planner.intents import Intent
from assistant.agent.planner.subject import Subject
from assistant.agent.planner.themes import Theme, ThemeBook
from assistant.domain import Beneficiary, Frozen, Territory
from assistant.language import content_stems, normalise, read_beneficiary

BY_THEME = frozenset({Intent.FUNDING, Intent.COMPARABLES, Intent.AMOUNT, Intent.PROJECT})


class Request(Frozen):
    """What is asked: ``query`` in words, about a theme, for a territory, an owner, its population and a cost.

    ``by_theme``: the searches are those of the theme rather than of the words. ``completes``: it is the question
    before, with a fact that it lacked. ``position`` is that of an aid in the last list shown. ``described`` is
    the project in the user's words. ``within`` is the last text quoted, when the question is of that text.
    """

    query: str
    intents: frozenset[Intent]
    theme: Theme | None = None
    territory: Territory | None = None
    beneficiary: Beneficiary | None = None
    population: int | None = None
    cost_excl_tax: Decimal | None = None
    by_theme: bool = False
    completes: bool = False
    position: int | None = None
    described: str = ""
    within: Subject | None = None

    @classmethod
    def of(
        cls,
        query: str,
        intents: frozenset[Intent],
        facts: ProjectFacts,
        theme: Theme | None = None,
        *,
        is_telegram: bool = False,
    ) -> "Request":
        """What a message asks on its own; the words of a telegram name a theme better than they tell what is asked."""
        return cls(
            query=query,
            intents=intents,
            theme=theme or facts.theme,
            territory=facts.territory,
            beneficiary=facts.beneficiary,
            population=facts.population,
            cost_excl_tax=facts.cost_excl_tax,
            by_theme=is_telegram if theme else facts.theme is not None,
            described=facts.description if theme in (None, facts.theme) else "",
        )


def follow(last: Request, text: str, territory: Territory | None, themes: ThemeBook) -> Request:
    """The last question again, of the territory, the subject or the aid that a short message names instead."""
    normalised = normalise(text)
    position = ordinal(normalised)
    if position is not None:
        return last.model_copy(update={"query": text, "intents": frozenset({Intent.AID}), "position": position})
    owner = read_beneficiary(text)
    if territory or owner:
        changed = {"territory": territory or last.territory, "beneficiary": owner or last.beneficiary}
        if owner not in (None, last.beneficiary):
            changed["population"] = None
        return last.model_copy(update=changed)
    theme = themes.recognise(normalised, loosely=last.theme is not None or bool(last.intents & BY_THEME))
    if theme is None or theme == last.theme:
        return last.model_copy(update={"query": f"{last.query} {text}", "by_theme": False})
    is_told_by_theme = bool(last.intents & BY_THEME) and not content_stems(_without(theme, text))
    asked = _without(last.theme, last.query) if last.theme and last.query != last.theme.label else theme.label
    subject = {"query": f"{text} {asked}", "theme": theme, "by_theme": is_told_by_theme}
    return last.model_copy(update={**subject, "cost_excl_tax": None})  # which was that of the other subject


def ordinal(normalised: str) -> int | None:
    """The place in a list that a message names: 1 for the first, -1 for the last; None without one."""
    named = (
        place for place, words in load_cues().ordinals.items() if any(f" {w} " in f" {normalised} " for w in words)
    )
    return next(named, None)


def names_an_acronym(text: str) -> bool:
    """Whether a message names a text, a scheme or a trade by its acronym («le RGAA»)."""
    return not load_cues().acronyms.keys().isdisjoint(normalise(text).split())


def spelled_out(query: str) -> str:
    """A question about nothing but an acronym («C'est quoi le ZAN ?»), with what the acronym stands for."""
    words = [word for word in normalise(query).split() if content_stems(word)]
    meanings = [load_cues().acronyms.get(word, "") for word in words]
    return " ".join([query, *meanings]) if all(meanings) else query


def _without(theme: Theme | None, query: str) -> str:
    """A question without the words of its subject."""
    if theme is None:
        return query
    cues = {word for cue in (*theme.cues, *theme.subjects) for word in cue.split()}
    return " ".join(word for word in query.split() if not any(announces(cue, normalise(word)) for cue in cues))

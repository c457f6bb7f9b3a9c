"""Add to what a conversation has told what one more message says."""

import re

from assistant.agent.planner.alternatives import chosen_inputs, compares, read_horizon, read_variants, varied
from assistant.agent.planner.cues import load_cues, says
from assistant.agent.planner.describing import describes, has_verb, quantities
from assistant.agent.planner.facts import CostDoubt, ProjectFacts
from assistant.agent.planner.filling import as_facts, yes_or_no
from assistant.agent.planner.inputs import Reading, read_inputs
from assistant.agent.planner.intents import Intent, read_intents
from assistant.agent.planner.likeness import Purpose, is_like
from assistant.agent.planner.money import corrected_cost, money_facts, read_money, read_tax
from assistant.agent.planner.other_kind import other_kind, tells_another_kind
from assistant.agent.planner.own_words import dated_words, read_title, without_title
from assistant.agent.planner.places import place_facts
from assistant.agent.planner.questions import Question
from assistant.agent.planner.replies import (
    Reply,
    accepts_proposal,
    answer_pending,
    bare_number,
    cannot_tell,
    correct_number,
    is_noise,
    nearest_question,
    read_reply,
)
from assistant.agent.planner.sentences import is_question, statement_of
from assistant.agent.planner.spread import ToldSpread, spread_of
from assistant.agent.planner.themes import Theme, ThemeBook
from assistant.agent.planner.told_aids import with_corrected_rate, with_told, without_aids, without_funders
from assistant.agent.planner.vocabulary import in_plain_french
from assistant.domain import Beneficiary, Frozen
from assistant.language import normalise, read_beneficiary, read_population
from assistant.language.spreads import read_spreads, without_spreads
from assistant.territories import Territories

BOUNDED = re.compile(r"\b(?:moins|plus|au dela|au dessus|en dessous) (?:de|d) [\d ]+(?:hab|habitants?|ames)\b")
FIRST_CLAUSE = re.compile(r"\s*(?:[,;(]|\bcar\b|\bparce\b)")
LONGEST_CHOICE = 12  # words
COST_FACTS = ("cost_excl_tax", "cost_with_tax", "is_tax_unsaid")
SAID_AS = {"cost": "cost_excl_tax", "population": "population", "aids": "aids"}


class Told(Frozen):
    """What a conversation has told so far.

    ``spoken`` are the fields in the order in which they were last said; ``skipped`` those that the user cannot
    answer; ``proposal`` a message that tells another project, until the user says whether it is a new one.
    """

    facts: ProjectFacts = ProjectFacts()
    spoken: tuple[str, ...] = ()
    skipped: frozenset[str] = frozenset()
    proposal: str = ""


class Heard(Frozen):
    """What one message adds: the facts that it changes, and what it does beside.

    ``keeps_project``: what seemed another project is none. ``is_unclear``: it is but a value or a word that answers
    nothing; ``skips`` the question that it cannot answer; ``spread`` a value told as a range, which is asked back.
    """

    told: Told
    new: frozenset[str] = frozenset()
    doubt: CostDoubt | None = None
    opens_project: bool = False
    keeps_project: bool = False
    is_unclear: bool = False
    skips: Question | None = None
    spread: ToldSpread | None = None


class Listener:
    """Reads the messages of a conversation one after the other."""

    def __init__(self, themes: ThemeBook, territories: Territories) -> None:
        self.themes = themes
        self.territories = territories

    def hear(self, told: Told, message: str, pending: tuple[Question, ...]) -> Heard:
        """What a message adds to what was told, ``pending`` being the questions still open."""
        told_in_full = in_plain_french(message)
        text = without_spreads(told_in_full)
        reply = read_reply(normalise(text))
        accepts = accepts_proposal(text) if told.proposal else None
        if accepts:
            return self._open(told, told.proposal, pending)
        declines = accepts is False
        told = told.model_copy(update={"proposal": ""})
        if declines:
            return Heard(told=told, keeps_project=True)
        short = self._chosen(told, text) or self._answer(told, text, reply, pending)
        if short:
            return short
        statement = statement_of(without_title(text)) or (text if self._tells_by_asking(text, told.facts) else "")
        if told.facts.is_described:
            if self._is_new_project(told.facts, statement):
                return self._open(told, message, pending)
            if self._may_be_new_project(told.facts, statement, asks=text.rstrip().endswith("?")):
                return Heard(told=told.model_copy(update={"proposal": message}))
        heard = self._compared(told, told_in_full, self._add(told, message, text, statement, pending))
        if heard == Heard(told=told) and is_noise(text):
            return Heard(told=told, is_unclear=True)
        spreads = read_spreads(told_in_full)
        if not spreads or "variants" in heard.new:
            return heard
        spread = spread_of(heard.told.facts, told_in_full, spreads[0].text)
        return heard.model_copy(update={"spread": spread})

    def _compared(self, told: Told, in_full: str, heard: Heard) -> Heard:
        """What a message adds when it sets ways of doing the project side by side: no input in which they differ."""
        facts = heard.told.facts
        if not (facts.is_described and facts.theme and facts.theme.activity):
            return heard
        changed: dict[str, object] = {}
        is_asked = compares(in_full) and (told.facts.is_described or says(load_cues().comparing, normalise(in_full)))
        if is_asked and (variants := read_variants(facts.theme.activity, in_full, told.facts.inputs)):
            inputs = {name: filled for name, filled in facts.inputs.items() if name not in {*varied(variants)}}
            changed = {"variants": variants, "inputs": {**inputs, **told.facts.inputs}}
            if any(one.investment is not None for one in variants):  # the price of a way, not the cost of the project
                changed |= {name: getattr(told.facts, name) for name in COST_FACTS}
        if (changed or facts.variants) and (years := read_horizon(in_full)):
            changed["horizon_years"] = years
        if not changed:
            return heard
        after = facts.model_copy(update=changed)
        new = {name for name in (*heard.new, *changed) if getattr(after, name) != getattr(told.facts, name)}
        spoken = heard.told.spoken
        if "variants" in changed:
            new.add("variants")  # the same ways may be compared again
            differing = [*varied(after.variants)]  # of which the next message may choose the value
            spoken = (*(field for field in spoken if field not in differing), *differing)
        told = heard.told.model_copy(update={"facts": after, "spoken": spoken})
        return heard.model_copy(update={"told": told, "new": frozenset(new), "is_unclear": False})

    def _tells_by_asking(self, text: str, facts: ProjectFacts) -> bool:
        """Whether a question tells what it is about: an aid with its rate, or the quantities of an estimate."""
        theme = self.themes.recognise(normalise(text)) or facts.theme
        estimates = Intent.FOOTPRINT in read_intents(normalise(text)) and bool(quantities(theme, text))
        return estimates or bool(with_told((), text))

    def _open(self, told: Told, message: str, pending: tuple[Question, ...]) -> Heard:
        """A new project of the same officer: what is of the project alone is forgotten."""
        text = in_plain_french(message)
        fresh = Told(facts=told.facts.of_another_project)
        statement = statement_of(text)
        heard = self._add(fresh, message, text, statement, pending)
        if not heard.told.facts.is_described and (theme := other_kind(statement, self.themes, self.territories)):
            heard = _heard(heard.told, {"theme": theme, "description": message}, heard.doubt)
        return heard.model_copy(update={"opens_project": True})

    def _is_new_project(self, facts: ProjectFacts, statement: str) -> bool:
        normalised = normalise(statement)
        other = self._other_theme(facts, normalised)
        if says(load_cues().new_project, normalised):
            known = self.themes.recognise(normalised, loosely=True)
            return known is not None or read_money(statement, is_awaited=True).cost is not None
        if other is None or not has_verb(normalised):
            return False
        own = quantities(other, statement) - quantities(facts.theme, statement)
        return bool(own) or read_money(statement, is_awaited=False).cost is not None

    def _may_be_new_project(self, facts: ProjectFacts, statement: str, *, asks: bool) -> bool:
        normalised = normalise(statement)
        if self._other_theme(facts, normalised, loosely=True) is not None:
            return has_verb(normalised) and not (asks and not is_like(statement, Purpose.PROPOSAL))
        known = self.themes.recognise(normalised, loosely=True)
        return known is None and not quantities(facts.theme, statement) and is_like(statement, Purpose.PROPOSAL)

    def _other_theme(self, facts: ProjectFacts, normalised: str, *, loosely: bool = False) -> Theme | None:
        """The theme of another project than the one told; heating is part of the renovation of a building."""
        named = self.themes.recognise(normalised, loosely=loosely)
        if named is None or facts.theme is None or named == facts.theme:
            return None
        same_activity = named.activity is not None and named.activity == facts.theme.activity
        also_named = any(says([cue], normalised) for cue in (*facts.theme.cues, *facts.theme.subjects))
        return None if same_activity or also_named else named

    def _chosen(self, told: Told, text: str) -> Heard | None:
        """The way that a short message chooses among those that were just compared."""
        facts, is_short = told.facts, len(text.split()) <= LONGEST_CHOICE
        activity = facts.theme.activity if facts.theme else None
        if not (activity and facts.variants and facts.horizon_years and is_short):
            return None
        if is_question(text) or compares(text) or read_horizon(text):
            return None
        chosen = chosen_inputs(activity, text, facts.variants)
        return _heard(told, {"inputs": {**facts.inputs, **chosen}}) if chosen else None

    def _answer(self, told: Told, text: str, reply: Reply | None, pending: tuple[Question, ...]) -> Heard | None:
        """What a short message answers to the open questions, or takes back; None when it is more than an answer."""
        facts = told.facts
        if not facts.is_described or text.rstrip().endswith("?"):
            return None
        if pending and (reply is Reply.UNKNOWN or (reply is None and cannot_tell(text))):
            skips = nearest_question(text, pending)
            return Heard(told=told.model_copy(update={"skipped": told.skipped | {skips.field}}), skips=skips)
        corrects = says(load_cues().corrections, normalise(text))
        number = bare_number(text)
        if number is None and corrects:
            number = bare_number(FIRST_CLAUSE.split(text)[0])  # «pardon c'est 12, il y en a 2 déjà»
        filled = (
            correct_number(number, facts, told.spoken)
            if number is not None and corrects
            else yes_or_no(reply, pending, facts)
            if reply
            else answer_pending(text, pending, facts, self.territories)
        )
        if filled and filled.field == "territory" and (read_population(text) or read_beneficiary(text)):
            return None  # «7 900 hab dans le Morbihan» tells more than the place
        if filled:
            return _heard(told, as_facts(filled, facts))
        return Heard(told=told, is_unclear=True) if reply is not None or number is not None else None

    def _add(self, told: Told, message: str, text: str, statement: str, pending: tuple[Question, ...]) -> Heard:
        facts, normalised = told.facts, normalise(statement)
        corrects = says(load_cues().corrections, normalised)
        awaits_cost = facts.cost_excl_tax is None or any(question.field == "tax" for question in pending)
        if corrects and told.spoken[-1:] == ("aids",):
            corrected = with_corrected_rate(facts.aids, text)
            if corrected != facts.aids:
                return _heard(told, {"aids": corrected})
        money = read_money(statement, is_awaited=awaits_cost or corrects)
        if money.cost is None and not money.doubt and facts.is_described:
            money = money.model_copy(update={"cost": corrected_cost(statement, facts.cost_excl_tax, corrects=corrects)})
        said = {
            **self._general(facts, text, statement),
            **money_facts(facts, money, statement, corrects=corrects),
            "title": read_title(message) or facts.title,
            "schedule": (*facts.schedule, *dated_words(message)),
            "theme": self._theme(facts, statement),
            "aids": with_told(facts.aids, text),
        }
        if said["theme"] is None and tells_another_kind(facts, said, text, money):
            said["theme"] = other_kind(statement, self.themes, self.territories)
        theme = said["theme"]
        if isinstance(theme, Theme) and (facts.is_described or describes(theme, statement, facts, said)):
            reading = Reading(
                known=facts.inputs,
                expected=tuple(question.field for question in pending),
                spoken=told.spoken,
                corrects=corrects,
            )
            inputs = read_inputs(theme.activity, without_aids(statement), reading) if theme.activity else {}
            said |= {"inputs": {**facts.inputs, **inputs}, "description": facts.description or message}
        changed = {name: value for name, value in said.items() if value != getattr(facts, name)}
        if corrects and facts.is_described and not changed and not read_intents(normalise(text)):
            return Heard(told=told, is_unclear=True)
        repeats_tax = facts.cost_with_tax is not None and read_tax(normalised) is False
        return _heard(told, changed, CostDoubt.WITH_TAX if repeats_tax else money.doubt)

    def _general(self, facts: ProjectFacts, text: str, statement: str) -> dict[str, object]:
        """Who, where and for how many: before the project, a question tells where and for how many as well."""
        told = statement if facts.is_described else text
        population = None if BOUNDED.search(normalise(told)) else read_population(told)
        said = {
            "beneficiary": self._owner(facts, told if Intent.FUNDING in read_intents(normalise(text)) else statement),
            "population": int(population.value) if population else None,
        }
        place = place_facts(without_aids(told), facts, self.territories)
        return {**{name: value for name, value in said.items() if value is not None}, **place}

    def _owner(self, facts: ProjectFacts, statement: str) -> Beneficiary | None:
        """Who carries the project; one that is known is replaced only by words that say so."""
        normalised = normalise(statement)
        corrects = says(load_cues().corrections, normalised) and not any(map(str.isdigit, normalised))
        says_so = corrects or says(load_cues().owners, normalised)
        owner = read_beneficiary(without_funders(statement)) if facts.beneficiary is None or says_so else None
        pays = facts.beneficiary is not None and facts.aids and owner in {Beneficiary.DEPARTMENT, Beneficiary.REGION}
        return None if pays else owner

    def _theme(self, facts: ProjectFacts, statement: str) -> Theme | None:
        normalised = normalise(statement)
        if facts.is_described:
            return facts.theme
        return self.themes.recognise(normalised, loosely=has_verb(normalised)) or facts.theme


def _heard(told: Told, changed: dict[str, object], doubt: CostDoubt | None = None) -> Heard:
    """The facts with what changes, and what was said last put last."""
    facts = told.facts.model_copy(update=changed)
    said = [name for name, filled in facts.inputs.items() if filled != told.facts.inputs.get(name)]
    said += [field for field, name in SAID_AS.items() if name in changed]
    spoken = (*(field for field in told.spoken if field not in said), *said)
    return Heard(told=told.model_copy(update={"facts": facts, "spoken": spoken}), new=frozenset(changed), doubt=doubt)

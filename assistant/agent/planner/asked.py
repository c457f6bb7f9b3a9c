"""What a message asks: something of its own, the last question again, or what completes it."""

from collections.abc import Mapping, Sequence

from assistant.agent.evidence import ToolEvidence
from assistant.agent.planner.aid_questions import (
    SHARE_OF_A_SUM,
    asks_a_rule_of_aids,
    asks_for_a_list,
    asks_of_beginning,
    goes_without,
)
from assistant.agent.planner.cues import load_cues, says
from assistant.agent.planner.facts import ProjectFacts
from assistant.agent.planner.follow import Request, follow, names_an_acronym, ordinal
from assistant.agent.planner.intents import POLITE, Intent, read_intents, without_cues
from assistant.agent.planner.likeness import SURE, Purpose, is_like, likeliest
from assistant.agent.planner.places import read_territory
from assistant.agent.planner.scenarios import scenario_questions
from assistant.agent.planner.sentences import is_follow_up, is_question, split_message, statement_of
from assistant.agent.planner.subject import OF_A_TEXT, WHO_ASKS, Subject, asked_of, quoted_subject
from assistant.agent.planner.told import Heard, Listener
from assistant.agent.planner.told_aids import scheme_named
from assistant.agent.planner.vocabulary import in_plain_french
from assistant.language import content_stems, normalise

A_FEW = 2  # words that a greeting may have beside
LIKELY_ENOUGH = 0.4  # probability from which a message that no rule understands is for what it is most like
ASKED_AGAIN = frozenset(
    {Intent.FUNDING, Intent.OBLIGATIONS, Intent.COMPARABLES, Intent.QUESTION, Intent.AMOUNT, Intent.SHARE,
     Intent.SCENARIOS, Intent.ELIGIBILITY}
)  # fmt: skip
OF_MANY_AIDS = frozenset({Intent.FUNDING, Intent.AMOUNT})
OF_A_RULE = frozenset({Intent.OBLIGATIONS, Intent.QUESTION})
OF_AIDS = frozenset({*OF_MANY_AIDS, Intent.SHARE})
OF_A_COMPARISON = frozenset({Intent.FOOTPRINT, Intent.COMPARABLES, Intent.QUESTION})
COMPARED_FACTS = frozenset({"horizon_years", "inputs"})
PLAN_FACTS = frozenset({"cost_excl_tax", "beneficiary", "aids"})
OF_A_SUBJECT = frozenset({Intent.FUNDING, Intent.COMPARABLES, Intent.OBLIGATIONS})


# What is asked by a message that is most like a purpose of the same name, and by the two that have another.
SAME = (
    Purpose.COMPARABLES, Purpose.COURTESY, Purpose.ELIGIBILITY, Purpose.FOOTPRINT, Purpose.FUNDING,
    Purpose.GREEN_BUDGET, Purpose.HELP, Purpose.OBLIGATIONS, Purpose.PROJECT, Purpose.READ_SHEET, Purpose.SHEET,
    Purpose.STEPS, Purpose.THANKS,
)  # fmt: skip
LIKELY: Mapping[Purpose, frozenset[Intent]] = {
    **{one: frozenset({Intent(one.value)}) for one in SAME},
    Purpose.CHOICE: frozenset({Intent.PROJECT}),
    Purpose.SHARE: frozenset({Intent.SHARE, Intent.FUNDING}),
}
# What answers a proposal alone, what needs a project told, and among what a purpose is looked for.
TO_A_PROPOSAL = frozenset({Purpose.AGREED, Purpose.KEPT})
OF_A_PROJECT = frozenset(
    {Purpose.CHOICE, Purpose.FOOTPRINT, Purpose.GREEN_BUDGET, Purpose.PROJECT, Purpose.SHARE, Purpose.SHEET}
)
TOLD_BESIDE = frozenset({Purpose.PROJECT, Purpose.COURTESY, Purpose.THANKS, Purpose.OFF_TOPIC, Purpose.QUESTION})
OF_THE_SHEET = frozenset({Purpose.SHEET, Purpose.READ_SHEET})


def request_of(
    heard: Heard,
    message: str,
    last: Request | None,
    listener: Listener,
    *,
    saved: bool,
    before: ProjectFacts,
    subject: Subject | None,
) -> Request:
    """What a message asks: the last question again when it follows it or completes it, else something of its own.

    ``before`` are the facts until this message, ``subject`` is the text that the last answer quoted.
    """
    text = in_plain_french(message)
    normalised, facts = normalise(text), heard.told.facts
    if last and subject and _is_of_the_text(heard, text, last, subject, listener):
        return _of_the_text(last, subject, text)
    intents = _intents(heard, text, last, saved=saved, before=before)
    territory = facts.territory if "territory" in heard.new else read_territory(text, listener.territories)
    asks_otherwise = bool(read_intents(normalised)) or heard.is_unclear
    is_its_own = bool(heard.new & {"aids", "variants"}) or says(load_cues().definitions, normalised)
    is_its_own |= intents == {Intent.FUNDING} and goes_without(normalised)
    if last and last.intents <= OF_A_RULE and is_follow_up(text) and not asks_otherwise and names_an_acronym(text):
        is_its_own, intents = True, last.intents  # «et le RGAA ?»
    points = last is not None and not heard.new and _points(normalised, last) and Intent.STEPS not in intents
    if points and says(load_cues().of_an_aid, normalised):
        intents -= {Intent.ELIGIBILITY}  # «la 2e aide, quelles dépenses sont éligibles ?» asks of the aid
    if last and (points or (is_follow_up(text) and not asks_otherwise and not is_its_own)):
        followed = follow(last, text, territory, listener.themes)
        explains = Intent.ELIGIBILITY in intents and not (last.intents == {Intent.SHARE} and not asks_otherwise)
        return followed.model_copy(update={"intents": intents}) if explains else followed
    named = listener.themes.recognise(normalised) if intents != {Intent.PROJECT} else None
    asked = split_message(text).asked
    query = asked if listener.themes.recognise(normalise(asked)) else text
    request = Request.of(query, intents, facts, named, is_telegram=statement_of(text) == text)
    if last and named is None and not facts.is_described and _names_nothing(text, intents):
        of_last = {"query": last.query, "theme": last.theme, "by_theme": last.theme is not None}
        request = request.model_copy(update=of_last)
    if intents <= OF_A_TEXT and named is None and names_an_acronym(text):
        request = request.model_copy(update={"by_theme": False})  # «que dit le RGAA ?» asks nothing of the project
    if territory:
        request = request.model_copy(update={"territory": territory})
    if last and intents == {Intent.QUESTION} and not facts.is_described and heard.new and statement_of(text) == text:
        query = last.query if Intent.ELIGIBILITY in last.intents else f"{last.query} {text}"
        told = {"query": query, "intents": last.intents, "theme": last.theme, "completes": True}
        return request.model_copy(update=told)
    return request


def _is_of_the_text(heard: Heard, text: str, last: Request, subject: Subject, listener: Listener) -> bool:
    """Whether a message that tells nothing of a project asks it of the text that the last answer quoted."""
    only_asks = heard.new <= WHO_ASKS and not heard.is_unclear
    return only_asks and asked_of(subject, text, listener.themes, of_a_kind=last.theme is not None)


def _of_the_text(last: Request, subject: Subject, text: str) -> Request:
    """A question without a subject of its own, asked of the text that the last answer quoted."""
    asked = {"query": f"{subject.title} {text}", "intents": frozenset({Intent.OBLIGATIONS}), "by_theme": False}
    return last.model_copy(update={**asked, "within": subject, "completes": False, "position": None})


def _intents(heard: Heard, text: str, last: Request | None, *, saved: bool, before: ProjectFacts) -> frozenset[Intent]:
    normalised = normalise(text)
    intents = read_intents(normalised)
    if _asks_share(heard, normalised, last, intents):
        intents |= {Intent.SHARE}
    described = heard.told.facts.is_described
    if described and "inputs" in heard.new and not says(load_cues().estimating, normalised):
        intents -= {Intent.FOOTPRINT}  # «contenu CO2 du réseau : 0,065 kgCO2e/kWh» tells a figure, and asks for none
    intents = _narrowed(text, intents)
    reads = saved and Intent.SHEET in intents and not heard.new and is_like(text, Purpose.READ_SHEET, OF_THE_SHEET)
    if Intent.READ_SHEET in intents or reads:
        return frozenset({Intent.READ_SHEET})
    if _compares(heard, last, before):
        return _while_comparing(heard, intents)
    if saved and heard.new and says(load_cues().correcting_the_sheet, normalised):
        return frozenset({Intent.SHEET})
    if Intent.SHARE in intents and not described:
        intents -= {Intent.FUNDING, Intent.AMOUNT}
    elif intents & {Intent.SHARE, Intent.AMOUNT} and not _asks_a_rule(text):
        intents |= {Intent.FUNDING, Intent.SHARE}
    if (
        (described or Intent.SHARE in intents)
        and (heard.new or heard.doubt or heard.spread)
        and Intent.SHEET not in intents
    ):
        intents |= {Intent.PROJECT}
    polite = frozenset() if _asks_beside(text) or _tells_beside(text) else intents
    asked = text if polite == intents else without_cues(split_message(text).asked, POLITE)
    return intents - POLITE or polite or _likely(heard, asked, saved=saved) or frozenset({Intent.QUESTION})


def _narrowed(text: str, intents: frozenset[Intent]) -> frozenset[Intent]:
    """What a message about aids asks of one of them, or of the rules of all, rather than for a list."""
    normalised = normalise(text)
    if Intent.ELIGIBILITY in intents:
        lists = says(load_cues().listing_aids, normalised) or not content_stems(without_cues(normalised))
        intents = intents - {Intent.ELIGIBILITY} | {Intent.FUNDING} if lists else intents - OF_MANY_AIDS
    if asks_of_beginning(normalised) and (is_question(text) or "avant" in normalised.split()):
        many = frozenset() if asks_for_a_list(normalised) else OF_MANY_AIDS
        intents = intents - {*many, Intent.ELIGIBILITY, Intent.OBLIGATIONS} | {Intent.STEPS}
    is_a_rule = intents & OF_AIDS and _asks_a_rule(text)
    return intents - OF_MANY_AIDS | {Intent.SHARE} if is_a_rule else intents


def _asks_a_rule(text: str) -> bool:
    """Whether a question of a message, and not what it tells, is about how far aids may go."""
    return asks_a_rule_of_aids(normalise(split_message(text).asked))


def _likely(heard: Heard, text: str, *, saved: bool) -> frozenset[Intent]:
    """What a message that no rule understands is most like; empty when that is not sure, or cannot be."""
    facts = heard.told.facts
    if heard.new or heard.is_unclear:
        return frozenset()
    possible = frozenset(Purpose) - TO_A_PROPOSAL - (frozenset() if facts.is_described else OF_A_PROJECT)
    found = likeliest(text, possible if saved else possible - {Purpose.READ_SHEET})
    if found.purpose is Purpose.SHARE and SHARE_OF_A_SUM.search(text):
        return frozenset({Intent.SHARE})  # «40 % de 450 000, ça fait combien ?» asks for no aid
    if found.purpose is Purpose.ELIGIBILITY and facts.is_described and goes_without(normalise(text)):
        return LIKELY[Purpose.FUNDING]  # «et si la DETR est refusée ?» asks for the others
    if found.purpose is Purpose.AID and scheme_named(normalise(text)):
        return LIKELY[Purpose.FUNDING]
    needs_more = found.purpose is Purpose.SHEET or not facts.is_described  # what writes, or searches out of a project
    least = SURE if needs_more else LIKELY_ENOUGH
    return LIKELY.get(found.purpose, frozenset()) if found.probability >= least else frozenset()


def _asks_beside(text: str) -> bool:
    """Whether a question stands beside words of courtesy («Merci, et qui est le maire ?»)."""
    return bool(content_stems(without_cues(split_message(text).asked))) and not is_like(text, Purpose.COURTESY)


def _tells_beside(text: str) -> bool:
    """Whether a project stands beside words of courtesy («salut, on veut faire une aire de jeux»)."""
    told = without_cues(text, POLITE)
    return len(content_stems(told)) > A_FEW and is_like(told, Purpose.PROJECT, TOLD_BESIDE, least=LIKELY_ENOUGH)


def _asks_share(heard: Heard, normalised: str, last: Request | None, intents: frozenset[Intent]) -> bool:
    """Whether an aid is told with «combien» («agence de l'eau 30 %, le syndicat sort combien ?»), or more becomes known
    of the plan that was asked for."""
    if "aids" in heard.new and ("combien" in normalised or is_like(normalised, Purpose.SHARE)):
        return True
    if heard.told.facts.aids and says(load_cues().recomputing, normalised):
        return True
    goes_on = last is not None and Intent.SHARE in last.intents and heard.new & PLAN_FACTS and heard.told.facts.aids
    return bool(goes_on) and not intents - {Intent.FUNDING, Intent.AMOUNT}


def _compares(heard: Heard, last: Request | None, before: ProjectFacts) -> bool:
    """Whether ways of doing the project are set side by side, or a comparison asked for before can go on.

    Once it has been made, another input is the choice of a way, and another horizon the same comparison again.
    """
    if "variants" in heard.new:
        return True
    asked = last is not None and Intent.SCENARIOS in last.intents and bool(before.variants)
    waits = "inputs" in heard.new and bool(before.variants and scenario_questions(before))
    return asked and (waits or "horizon_years" in heard.new)


def _while_comparing(heard: Heard, intents: frozenset[Intent]) -> frozenset[Intent]:
    """What else than to compare is asked: what differs between the ways tells nothing of the project itself."""
    tells = {Intent.PROJECT} if heard.new - COMPARED_FACTS - {"variants"} else set()
    return intents - OF_A_COMPARISON - POLITE | {Intent.SCENARIOS, *tells}


def _points(normalised: str, last: Request) -> bool:
    """Whether a message points at an aid of the list that was just asked for."""
    return Intent.FUNDING in last.intents and ordinal(normalised) is not None


def _names_nothing(text: str, intents: frozenset[Intent]) -> bool:
    """Whether a message asks without saying of what («combien peut-on avoir ?», «c'est obligatoire ?»)."""
    if Intent.AMOUNT in intents or (Intent.FUNDING in intents and len(content_stems(text)) <= 1):
        return True
    return bool(intents & OF_A_SUBJECT) and not content_stems(without_cues(text))


def remembered(request: Request, last: Request | None) -> Request | None:
    """The question that a follow-up would ask again: that of the message, or what telling a project asks for."""
    if request.within:
        return last
    if Intent.PROJECT in request.intents and not request.intents & ASKED_AGAIN:
        if request.theme is None:
            return last
        asked = {"query": request.theme.label, "intents": frozenset({Intent.FUNDING, Intent.OBLIGATIONS})}
        return request.model_copy(update=asked)
    return request if request.intents & ASKED_AGAIN else last


def subject_after(
    request: Request, found: Sequence[ToolEvidence], answer: str, before: Subject | None
) -> Subject | None:
    """The text that an answer is about: the one before when the message only asks more of it, or asks nothing."""
    if request.within or not request.intents & {*ASKED_AGAIN, Intent.PROJECT}:
        return before
    if not request.intents & OF_A_TEXT or request.intents & {Intent.PROJECT, Intent.FUNDING}:
        return None if content_stems(without_cues(request.query)) else before
    return quoted_subject(found, answer, of_all=request.by_theme)

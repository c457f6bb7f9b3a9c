"""«A-t-on droit à la DETR ?»: which aid is meant, and what each of its criteria says."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from assistant.agent.evidence import aid_markers
from assistant.agent.planner.aid_questions import asks_for_a_list, goes_without, proper_scheme
from assistant.agent.planner.calls import ToolRequest, funding, regulations
from assistant.agent.planner.cues import load_cues, says
from assistant.agent.planner.details import pointed_aid
from assistant.agent.planner.dialogue import Dialogue, Turn
from assistant.agent.planner.facts import ProjectFacts
from assistant.agent.planner.intents import Intent, without_cues
from assistant.agent.planner.rendering import render
from assistant.agent.planner.told_aids import scheme_named
from assistant.calculators.financing import load_book
from assistant.funding import FundingMatch, Verdict, conclusion
from assistant.language import content_stems, normalise

MOST = 0.5  # of what a question asks about, from which the name of an aid answers it
GENERIC = frozenset(
    {"aide", "aides", "fonds", "programme", "dispositif", "plan", "appel", "projet", "projets", "contrat", "dotation",
     "pret", "subvention", "subventions", "agence", "commune", "mairie", "ville", "prime", "demande", "sommes"}
)  # fmt: skip
ACRONYM = re.compile(r"\(([A-Z]{3,})\)")  # of a name: «Dotation d'équipement des territoires ruraux (DETR)»
HEAD = re.compile(r"[:(]")  # ends the words by which an aid is called
CALLED_BY = 2  # first words of its name: «Fonds chaleur de l'ADEME : …»
TOOL = "explain_eligibility"
BEGUN = {"intents": frozenset({Intent.STEPS}), "by_theme": False}  # the texts on what may begin, and when


def eligibility_calls(dialogue: Dialogue) -> list[ToolRequest]:
    """The explanation of the aid that a message names, or the search for it while it has not been found."""
    aid = asked_aid(dialogue)
    if aid:
        begun = [regulations(dialogue.turn.request.model_copy(update=BEGUN))] if has_begun(dialogue.turn.text) else []
        return [_explanation(aid, dialogue.turn.facts), *begun]
    return [funding_of_the_named(dialogue.turn)]


def funding_of_the_named(turn: Turn) -> ToolRequest:
    """The search for the aid that a message names, by its whole name when that is a scheme known to all."""
    scheme = proper_scheme(normalise(turn.text))
    query = f"{load_book().schemes[scheme].label} {turn.request.query}" if scheme else turn.request.query
    return funding(turn.request.model_copy(update={"query": query, "by_theme": False}))


def asks_of_one(turn: Turn) -> bool:
    """Whether a message asks for a date, a rate or a rule of the one scheme that it names, and for no other aid."""
    normalised = normalise(turn.text)
    is_about_it = proper_scheme(normalised) is not None and not goes_without(normalised)
    lists = asks_for_a_list(normalised) or says(load_cues().listing_aids, normalised)
    return is_about_it and not turn.new_facts and not lists


def of_the_scheme(normalised: str, aids: Iterable[FundingMatch]) -> list[FundingMatch]:
    """The aids of the scheme that a text names: the one DETR, the several of the Fonds vert."""
    scheme = scheme_named(normalised)
    names = [normalise(name) for name in load_book().schemes[scheme].known_as] if scheme else []
    return [one for one in aids if any(f" {name} " in f" {normalise(one.aid.name)} " for name in names)]


def called_by_name(text: str, aids: Iterable[FundingMatch]) -> list[FundingMatch]:
    """The aids that a text calls by their scheme, or by the words with which their name begins («le Fonds chaleur»),
    in the order of the text."""
    normalised, known = normalise(text), list(aids)
    places = {one.aid.slug: _place_of(one.aid.name, normalised) for one in known}
    return sorted((one for one in known if places[one.aid.slug] >= 0), key=lambda one: places[one.aid.slug])


def _place_of(name: str, normalised: str) -> int:
    """Where a text calls an aid of some name; -1 when it does not."""
    acronyms = [normalise(one) for one in ACRONYM.findall(name)]
    begins = " ".join(normalise(HEAD.split(name)[0]).split()[:CALLED_BY])
    called = [begins, *acronyms] if begins not in GENERIC else acronyms
    return max(f" {normalised} ".find(f" {one} ") for one in called or ["\0"])


def has_begun(text: str) -> bool:
    """Whether a message says that the works, or a contract, have begun."""
    return says(load_cues().begun, normalise(text))


def asked_aid(dialogue: Dialogue) -> FundingMatch | None:
    """The aid at the place that a message points at, or that it names, among those found in the conversation."""
    return pointed_aid(dialogue) or named_aid(dialogue.turn.request.query, dialogue.evidence.aids.values())


def named_aid(text: str, aids: Iterable[FundingMatch]) -> FundingMatch | None:
    """The aid that a text names, by its scheme or by its words; None when it names none."""
    known = list(aids)
    return next(iter(of_the_scheme(normalise(text), known)), None) or _by_words(text, known)


def _by_words(text: str, aids: Sequence[FundingMatch]) -> FundingMatch | None:
    """The aid whose name holds most of what a text asks about, once the words of the question are left out."""
    asked = {word for word in without_cues(text).split() if content_stems(word) and word not in GENERIC}
    shares = [(len(asked & {*normalise(one.aid.name).split()}) / len(asked), one) for one in aids if asked]
    best = max(shares, key=lambda share: share[0], default=None)
    return best[1] if best and best[0] >= MOST else None


def _explanation(match: FundingMatch, facts: ProjectFacts) -> ToolRequest:
    known: dict[str, Any] = {
        "project": facts.theme.label if facts.theme and facts.is_described else None,
        "territory": facts.territory.code if facts.territory else None,
        "beneficiary": facts.beneficiary.value if facts.beneficiary else None,
        "population": facts.population,
        "cost": int(facts.cost_excl_tax) if facts.cost_excl_tax else None,
    }
    said = {name: value for name, value in known.items() if value is not None}
    return ToolRequest(name=TOOL, arguments={"slug": match.aid.slug, **said})


def eligibility_answer(match: FundingMatch, *, begun: bool) -> str:
    """Each criterion of an aid: met, not met or to verify, with what says so."""
    criteria = {verdict: [one for one in match.eligibility if one.verdict is verdict] for verdict in Verdict}
    return render(
        "eligibility",
        aid=match.aid.name,
        financers=", ".join(match.aid.financers),
        begun=begun,
        conclusion=conclusion(match),
        unmet=criteria[Verdict.NO],
        unknown=criteria[Verdict.UNKNOWN],
        met=criteria[Verdict.YES],
        marker=aid_markers(match),
    )

"""«A-t-on droit à la DETR ?»: which aid is meant, and what each of its criteria says."""

from collections.abc import Iterable, Sequence
from typing import Any

from assistant.agent.evidence import aid_markers
from assistant.agent.planner.calls import ToolRequest, funding, regulations
from assistant.agent.planner.cues import load_cues, says
from assistant.agent.planner.details import pointed_aid
from assistant.agent.planner.dialogue import Dialogue
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
TOOL = "explain_eligibility"
BEGUN = {"intents": frozenset({Intent.STEPS}), "by_theme": False}  # the texts on what may begin, and when


def eligibility_calls(dialogue: Dialogue) -> list[ToolRequest]:
    """The explanation of the aid that a message names, or the search for it while it has not been found."""
    aid = asked_aid(dialogue)
    if aid:
        begun = [regulations(dialogue.turn.request.model_copy(update=BEGUN))] if has_begun(dialogue.turn.text) else []
        return [_explanation(aid, dialogue.turn.facts), *begun]
    return [funding(dialogue.turn.request.model_copy(update={"by_theme": False}))]


def has_begun(text: str) -> bool:
    """Whether a message says that the works, or a contract, have begun."""
    return says(load_cues().begun, normalise(text))


def asked_aid(dialogue: Dialogue) -> FundingMatch | None:
    """The aid at the place that a message points at, or that it names, among those found in the conversation."""
    return pointed_aid(dialogue) or named_aid(dialogue.turn.request.query, dialogue.evidence.aids.values())


def named_aid(text: str, aids: Iterable[FundingMatch]) -> FundingMatch | None:
    """The aid that a text names, by its scheme or by its words; None when it names none."""
    known = list(aids)
    return _of_scheme(normalise(text), known) or _by_words(text, known)


def _of_scheme(normalised: str, aids: Iterable[FundingMatch]) -> FundingMatch | None:
    scheme = scheme_named(normalised)
    names = [normalise(name) for name in load_book().schemes[scheme].known_as] if scheme else []
    return next((one for one in aids if any(f" {name} " in f" {normalise(one.aid.name)} " for name in names)), None)


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

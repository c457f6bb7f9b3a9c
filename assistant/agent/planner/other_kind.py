"""A project of no known kind: what tells one, and by which of its words it is named and searched for."""

import re
from collections.abc import Mapping

from assistant.agent.planner.cues import load_cues, says
from assistant.agent.planner.describing import has_verb
from assistant.agent.planner.facts import ProjectFacts
from assistant.agent.planner.intents import POLITE, read_intents, without_cues
from assistant.agent.planner.likeness import Purpose, likeliest
from assistant.agent.planner.money import Money
from assistant.agent.planner.places import BESIDE, read_territory
from assistant.agent.planner.sentences import is_question
from assistant.agent.planner.themes import Theme, ThemeBook
from assistant.agent.planner.told_aids import with_told
from assistant.language import content_stems, normalise
from assistant.territories import Territories

# What a wish begins with: a project is called by what follows.
LEAD = re.compile(
    r"^(?:et |puis |donc )?(?:(?:on|nous|je|la commune|la mairie|le conseil|notre commune|le maire) )?"
    r"(?:veut|voulons|voudrait|voudrions|souhaite|souhaitons|souhaiterait|aimerait|aimerions|projette|projetons|envisage"
    r"|envisageons|compte|comptons|doit|devons) (?:aussi |également )?",
    re.IGNORECASE,
)
WORKS = ("travaux", "chantier")
POLITENESS = ("bonjour", "bonsoir", "madame", "monsieur", "cordialement")
CLAUSE = re.compile(r"[,;:.](?=\s|$)|\n")
LONGEST_LABEL = 80  # characters
MOST_WORDS = 10  # of a project of no known kind, in what is searched for
UNSURE = 0.4  # probability under which a wish is that of a project, whatever it is most like
A_FEW = 3  # content words, from which a wish says what is wished


def tells_another_kind(facts: ProjectFacts, said: Mapping[str, object], text: str, money: Money) -> bool:
    """Whether a message tells a project of no known kind: by its cost, with who carries it or where it is, or by a
    wish. An aid that is told beside makes of it a question on a plan."""
    known = sum(bool(said.get(name) or getattr(facts, name)) for name in ("beneficiary", "territory"))
    costs = known and (money.cost or money.with_tax)
    return bool(costs or _wishes(text, known)) and not with_told((), text)


def _wishes(text: str, known: int) -> bool:
    """Whether a message wishes something of its own; ``known`` counts what is known of who and where."""
    words = without_cues(text, POLITE)
    if not says(load_cues().wishes, words) or read_intents(words) - POLITE or is_question(text):
        return False
    works, found = says(load_cues().works, words), likeliest(words)
    is_project = found.purpose in {Purpose.PROJECT, Purpose.PROPOSAL} or found.probability < UNSURE
    says_what = known or works or len(content_stems(words)) > A_FEW
    return bool(says_what) and (is_project or (works and known > 1))


def other_kind(statement: str, themes: ThemeBook, territories: Territories) -> Theme | None:
    """The kind of a project of no known kind: it is searched for by its words; None when it has none of its own."""
    clauses = [clause.strip() for clause in CLAUSE.split(statement) if clause.strip()]
    place = read_territory(statement, territories)
    own = {clause: _own_words(clause, place.name if place else "") for clause in clauses}
    told = max(
        clauses, key=lambda one: (has_verb(normalise(one)), says(WORKS, normalise(one)), len(own[one])), default=""
    )
    if not own.get(told):
        return None
    queries = dict.fromkeys(
        ("regulation_query", "funding_query", "comparables_query"), " ".join(own[told][:MOST_WORDS])
    )
    named = LEAD.sub("", told)
    label = f"{named[:1].upper()}{named[1:LONGEST_LABEL]}"
    return themes.get("other").model_copy(update={**queries, "label": label})


def _own_words(clause: str, place: str) -> list[str]:
    """The words of a clause that say what is done, and not by whom, where or for how much."""
    left_out = (*load_cues().wishes, *POLITENESS)
    beside = {*BESIDE, *normalise(place).split(), *load_cues().money.cost}
    words = (word for word in normalise(clause).split() if word not in beside and not word[0].isdigit())
    return [word for word in words if content_stems(word) and not says(left_out, word)]

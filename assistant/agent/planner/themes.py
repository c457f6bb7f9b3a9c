"""The kinds of project that the offline planner knows, read from ``known/themes``."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from assistant.agent.planner.cues import announces, says
from assistant.agent.planner.known import read_domains
from assistant.domain import Frozen

OWN_UNIT = 30  # letters: what a unit that only one theme has weighs, beside the cues


class ThemeIndicator(Frozen):
    """An indicator that a kind of project should follow; its values are figures of the footprint, by name."""

    name: str
    unit: str
    baseline: str | None = None
    target: str | None = None


class Theme(Frozen):
    """A kind of project: the words that announce it, what to search, and the wording proposed for its sheet.

    ``subjects`` are words that announce it only where no cue does («et pour l'école ?»), or beside one of its
    ``works`` («rénov»). ``activity`` names its activity of the footprint calculator, None when there is none yet.
    """

    id: str
    label: str
    activity: str | None = None
    cues: tuple[str, ...]
    subjects: tuple[str, ...] = ()
    works: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    regulation_query: str
    funding_query: str
    comparables_query: str
    objectives: tuple[str, ...]
    actions: tuple[str, ...]
    risks: tuple[str, ...]
    indicators: tuple[ThemeIndicator, ...]

    def weight(self, normalised: str) -> int:
        """How strongly a normalised message announces this theme, in letters of its cues; 0 when it does not."""
        if self.needs and not says(self.needs, normalised):
            return 0
        said = [cue for cue in self.cues if announces(cue, normalised)]
        cues = sum(len(cue) for cue in said if not any(cue != other and cue in other for other in said))
        units = OWN_UNIT * any(announces_unit(unit, normalised) for unit in self.units)
        return cues + units + self._works_on_a_subject(normalised)

    def _works_on_a_subject(self, normalised: str) -> int:
        works = [len(cue) for cue in self.works if announces(cue, normalised)]
        subjects = [len(cue) for cue in self.subjects if announces(cue, normalised)]
        return max(works) + max(subjects) if works and subjects else 0


def announces_unit(unit: str, normalised: str) -> bool:
    """Whether a normalised message holds a unit, glued to its number or not («36kwc»)."""
    return re.search(rf"(?<![a-z]){re.escape(unit)}\b", normalised) is not None


class CommonWording(Frozen):
    """Wording that every kind of project shares; ``asked`` are the questions about what every project needs.

    ``questions`` are those of the sheet alone, by the fact that answers them.
    """

    actions: tuple[str, ...]
    risks: tuple[str, ...]
    questions: Mapping[str, str]
    asked: Mapping[str, str]


class ThemeBook(Frozen):
    """All the themes and their common wording."""

    common: CommonWording
    theme: tuple[Theme, ...]

    def recognise(self, normalised: str, *, loosely: bool = False) -> Theme | None:
        """The theme that most cues of a normalised message announce; longer cues weigh more; None without any."""
        scores = {theme.id: theme.weight(normalised) for theme in self.theme}
        best = max(self.theme, key=lambda theme: scores[theme.id])
        if scores[best.id]:
            return best
        subjects = (theme for theme in self.theme if any(announces(one, normalised) for one in theme.subjects))
        return next(subjects, None) if loosely else None

    def get(self, theme_id: str) -> Theme:
        """The theme of an id; raises KeyError when there is none."""
        return {theme.id: theme for theme in self.theme}[theme_id]


@cache
def load_themes() -> ThemeBook:
    """The themes that ship with Jalon."""
    common = (files("assistant.agent.planner.known") / "themes" / "common.toml").read_text(encoding="utf-8")
    themes = [theme for domain in read_domains("themes") for theme in domain["theme"]]
    return ThemeBook.model_validate({"common": tomllib.loads(common), "theme": themes})

"""The kinds of project that the offline planner knows, read from ``themes.toml``."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from assistant.agent.planner.cues import announces
from assistant.domain import Frozen


class ThemeIndicator(Frozen):
    """An indicator that a kind of project should follow; its values are figures of the footprint, by name."""

    name: str
    unit: str
    baseline: str | None = None
    target: str | None = None


class Theme(Frozen):
    """A kind of project: the words that announce it, what to search, and the wording proposed for its sheet.

    ``subjects`` are words that announce it only where no cue does («et pour l'école ?»). ``activity`` names its
    activity of the footprint calculator, None when there is none yet.
    """

    id: str
    label: str
    activity: str | None = None
    cues: tuple[str, ...]
    subjects: tuple[str, ...] = ()
    regulation_query: str
    funding_query: str
    comparables_query: str
    objectives: tuple[str, ...]
    actions: tuple[str, ...]
    risks: tuple[str, ...]
    indicators: tuple[ThemeIndicator, ...]


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
        scores = {theme.id: sum(len(cue) for cue in theme.cues if announces(cue, normalised)) for theme in self.theme}
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
    text = (files("assistant.agent.planner") / "themes.toml").read_text(encoding="utf-8")
    return ThemeBook.model_validate(tomllib.loads(text))

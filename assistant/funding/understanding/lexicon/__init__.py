"""The words by which requests are understood, one file a subject; each file says at its head how it is read."""

from assistant.funding.understanding.lexicon.loader import (
    KindCues,
    MoneyCues,
    OperationCues,
    ScheduleCues,
    Theme,
    ThemeGroup,
    kind_cues,
    money_cues,
    operation_cues,
    schedule_cues,
    themes,
)

__all__ = [
    "KindCues",
    "MoneyCues",
    "OperationCues",
    "ScheduleCues",
    "Theme",
    "ThemeGroup",
    "kind_cues",
    "money_cues",
    "operation_cues",
    "schedule_cues",
    "themes",
]

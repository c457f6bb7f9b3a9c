"""What a reader narrows a list of aids to: kinds of help, themes, financers."""

from assistant.domain import Aid, Frozen, HelpKind
from assistant.language import normalise


class FundingFilters(Frozen):
    """Only aids of one of the kinds, of one of the themes and of one of the financers; empty means any of them.

    Unlike what a request says, which is judged and told, a filter takes aids away without a word. ``themes`` are the
    themes of the source («Eau et milieux aquatiques»), ``financers`` their names.
    """

    kinds: tuple[HelpKind, ...] = ()
    themes: tuple[str, ...] = ()
    financers: tuple[str, ...] = ()

    def admit(self, aid: Aid) -> bool:
        """Whether an aid passes."""
        return (
            (not self.kinds or bool(set(self.kinds) & set(aid.kinds)))
            and _shares(self.themes, themes_of(aid))
            and _shares(self.financers, aid.financers)
        )


def themes_of(aid: Aid) -> tuple[str, ...]:
    """The themes of an aid, «Thème|Catégorie» or «Thème / Catégorie» in its categories, once each."""
    return tuple(dict.fromkeys(_theme(category) for category in aid.categories))


def _theme(category: str) -> str:
    theme, bar, _ = category.partition("|")
    return theme.strip() if bar else category.rpartition(" / ")[0].strip() or category.strip()


def _shares(wanted: tuple[str, ...], told: tuple[str, ...]) -> bool:
    return not wanted or bool(set(map(normalise, wanted)) & set(map(normalise, told)))

"""Whether an aid can still be asked for, in the words of its record: an edition over, a renewal not verified."""

import re
from collections.abc import Sequence
from functools import lru_cache

from assistant.domain import Frozen, Passage
from assistant.language import normalise, split_sentences

REMEMBERED = 8192  # texts: the same aids come back from search to search
# On folded words. What says by itself that the aid has closed or may not come back:
OVER = re.compile(
    r"\b(?:aucune? nouve(?:l|lle|au) (?:appel|convention|dossier|session|edition)|sans nouvel appel|n est plus ouvert"
    r"|n a pas ete (?:reconduit|renouvele)|non (?:reconduit|renouvele)|s est clos|est suspendu|derniere de cette edit"
    r"|ne sera(?:it)? pas (?:reconduit|renouvele)|n est pas etabli|programme (?:termine|acheve))"
)
# What makes of a «not verified» a doubt on the opening, and not on a rate or a detail:
UNVERIFIED = re.compile(r"\b(?:non|n est pas|n ont pas ete|pas ete|sont) (?:verifiee?s?|controlees?)\b|\ba confirmer\b")
OF_OPENING = re.compile(
    r"\b(?:reconduction|renouvellement|reouverture|ouvert(?:e|s|es|ure)?|nouvel appel|prochain appel|edition"
    r"|suite donnee|generation suivante|regles (?:de )?20\d\d|modalites de 20\d\d|dispositifs|enveloppes?)\b"
)


class OpeningDoubt(Frozen):
    """A sentence of the record that casts doubt on its opening, and the passage that holds it."""

    sentence: str
    passage: Passage


def opening_doubt(record: Sequence[Passage]) -> OpeningDoubt | None:
    """The first sentence of a record that says that the aid is over or that its opening is not verified.

    The first passage of a record lists its facts: what the others tell reads better, and comes first.
    """
    found = [
        OpeningDoubt(sentence=sentence, passage=passage)
        for passage in (*record[1:], *record[:1])
        for sentence in _doubtful(passage.text)
    ]
    return min(found, key=lambda doubt: OVER.search(normalise(doubt.sentence)) is None, default=None)


@lru_cache(maxsize=REMEMBERED)
def _doubtful(text: str) -> tuple[str, ...]:
    """The sentences of a text that cast doubt; most texts hold none of their words, and are not cut."""
    if not _doubts(normalise(text)):
        return ()
    return tuple(_bare(sentence) for sentence in split_sentences(text) if _doubts(normalise(sentence)))


def _doubts(normalised: str) -> bool:
    return bool(OVER.search(normalised) or (UNVERIFIED.search(normalised) and OF_OPENING.search(normalised)))


def _bare(sentence: str) -> str:
    return " ".join(sentence.removeprefix("- ").split())

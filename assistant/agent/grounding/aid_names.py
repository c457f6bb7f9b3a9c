"""Check that an aid that an answer names has been found, or named by the user."""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from assistant.agent.grounding.finding import Finding
from assistant.calculators.financing import load_book
from assistant.language import normalise
from assistant.language.text import stop_words

KIND = (
    r"\b(?:fonds|dispositifs?|programmes?|appels?\s+[àa]\s+(?:projets?|manifestations?\s+d['’]int[ée]r[êe]t)|AAP|AMI"
    r"|aides?|subventions?|pr[êe]ts?|dotations?|bonus|primes?|ch[èe]ques?|contrats?)"
)
LINK = r"(?:\s+(?:de\s+la|de\s+l['’]|du|des|de|d['’]|pour\s+la|pour\s+l['’]|pour|et|à|au|aux|en|la|le|les|l['’])\s*)"
WORD = r"(?:[A-ZÀ-Ý0-9][\w'’&+-]*)"
NAME = re.compile(
    rf"{KIND}(?:\s+(?:nomm[ée]e?s?|intitul[ée]e?s?|appel[ée]e?s?))?\s*"
    rf"(?:(?:«\s*|“|\")(?P<quoted>[^«»“”\"]{{3,120}}?)(?:\s*»|”|\")|(?-i:{LINK}?\s*(?P<bare>{WORD}(?:{LINK}?\s*{WORD})*)))",
    re.IGNORECASE,
)
UNKNOWN_AID = "cette aide n'a été ni trouvée dans les documents, ni citée par vous"


def check_aid_names(line: str, everything: Sequence[str]) -> Iterator[Finding]:
    """The names of aids of a line of which no single text of the conversation holds all the words."""
    known = [_words(text) for text in everything]
    for match in NAME.finditer(line):
        name = "quoted" if match["quoted"] else "bare"
        if _is_unknown(match[name], known):
            yield Finding(match.start(), match.end(), match[0].strip(), UNKNOWN_AID)
    for match in _schemes().finditer(line):
        if _is_unknown(match[0], known):
            yield Finding(match.start(), match.end(), match[0], UNKNOWN_AID)


def _is_unknown(name: str, known: Sequence[frozenset[str]]) -> bool:
    words = frozenset(word for word in normalise(name).split() if _distinguishes(word))
    return bool(words) and not any(words <= text for text in known)


def _distinguishes(word: str) -> bool:
    """Whether a word tells an aid from another; its numbers are traced as figures."""
    return len(word) > 1 and not word.isdecimal() and word not in stop_words()


@lru_cache(maxsize=4096)
def _words(text: str) -> frozenset[str]:
    return frozenset(normalise(text).split())


@cache
def _schemes() -> re.Pattern[str]:
    """The proper names of the schemes that the financing rules know («DETR», «Fonds vert»)."""
    names = [name for scheme in load_book().schemes.values() for name in scheme.known_as]
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b")

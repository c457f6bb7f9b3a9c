"""Plain operations on French text: normalisation, stems of content words, sentences."""

import re
import threading
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files

WORD = re.compile(r"[^\W_]+")
UNUSUAL = re.compile("[^\\x00-\u02ff\u2000-\u206f\u20a0-\u20cf\u2190-\u2bff]")  # where other combining marks may be
LATIN_MARKS = re.compile("[\u0300-\u036f]+")
ABBREVIATIONS = r"(?<!\bart)(?<!\bn)(?<!\bal)(?<!\bex)(?<!\b[A-Z])(?<!\bhab)(?<!\bp)(?<!\bcf)(?<!\bSt)"
SENTENCE_END = re.compile(
    rf"{ABBREVIATIONS}[.!?…](?=\s+[«\"(A-ZÀÂÇÉÈÊËÎÏÔÙÛÜ0-9-])\s*|\s*\n\s*\n\s*|\n(?=\s*(?:[-•*|]|\d+[.)]) ?)"
)

# What Snowball takes for another word: «site isolé», «arbres isolés» are no insulation («isoler», «isolation»).
OWN_STEMS = dict.fromkeys(("isole", "isoles", "isolee", "isolees", "isolement"), "isole")


def fold(text: str) -> str:
    """Lower case without accents; ligatures are spelled out."""
    decomposed = unicodedata.normalize("NFKD", text).lower().replace("œ", "oe").replace("æ", "ae")
    if decomposed.isascii():
        return decomposed
    bare = LATIN_MARKS.sub("", decomposed)
    if UNUSUAL.search(bare) is None:
        return bare
    return "".join(character for character in bare if not unicodedata.combining(character))


def normalise(text: str) -> str:
    """Folded words separated by one space; apostrophes, hyphens and punctuation are spaces."""
    return " ".join(WORD.findall(fold(text)))


@lru_cache(maxsize=8192)
def content_stems(text: str) -> tuple[str, ...]:
    """The stems of the content words of a text, in order: no stop word, no accent, Snowball French."""
    return tuple(stem_words(content_words(text)))


def content_words(text: str) -> list[str]:
    """The content words of a text, folded, in order: no stop word, no single character."""
    ignored = stop_words()
    return [word for word in WORD.findall(fold(text)) if len(word) > 1 and word not in ignored]


def written_words(text: str) -> list[str]:
    """The words of a text as they are written, in order."""
    return WORD.findall(unicodedata.normalize("NFC", text))


def stem_words(words: Iterable[str]) -> list[str]:
    """The Snowball French stems of folded words, but for ``OWN_STEMS``."""
    return [_stem(word) for word in words]


@cache
def stop_words() -> frozenset[str]:
    """French words without content, folded, from ``stopwords.txt``."""
    return frozenset((files("assistant.language") / "stopwords.txt").read_text(encoding="utf-8").split())


class _Stemmers(threading.local):
    """One Snowball stemmer a thread: it keeps the word that it is working on, and threads would mix theirs."""

    def __init__(self) -> None:
        import snowballstemmer

        self.french = snowballstemmer.stemmer("french")


@cache
def _stemmers() -> _Stemmers:
    return _Stemmers()


@lru_cache(maxsize=65536)
def _stem(word: str) -> str:
    return OWN_STEMS.get(word) or str(_stemmers().french.stemWord(word))


def split_sentences(text: str) -> list[str]:
    """The sentences of a text, trimmed; list items and paragraphs are sentences of their own."""
    return [sentence.strip() for start, end in sentence_spans(text) if (sentence := text[start:end]).strip()]


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """The spans of the sentences of a text; together they cover it."""
    spans = []
    start = 0
    for match in SENTENCE_END.finditer(text):
        spans.append((start, match.end()))
        start = match.end()
    if start < len(text):
        spans.append((start, len(text)))
    return spans

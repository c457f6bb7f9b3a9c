"""Find the sentences of a passage that answer a query."""

import math
import re
from collections.abc import Iterator, Sequence

from assistant.domain import Frozen
from assistant.language import content_stems, normalise, read_numbers, split_sentences

SENTENCE_MAX_CHARACTERS = 420
MIN_STEMS = 2
NUMBER_WEIGHT = 1.6
NUMBER_QUESTION = "combien"
NUMBER_WORDS = "taux seuil montant part pourcentage délai date échéance amende sanction plafond durée surface"
TABLE_RULE = re.compile(r"[|:\s-]+")


class ScoredSentence(Frozen):
    """A sentence of a text, or a row of its tables, in its own words, and how well it answers a query."""

    text: str
    score: float


def best_sentences(query: str, text: str, *, limit: int) -> list[ScoredSentence]:
    """The sentences of a text that share most content words with a query, in the order of the text.

    One with a number counts more when the query asks for one. A sentence is never cut: one longer than a quotation
    should be is left aside unless it is the only one.
    """
    wanted = set(content_stems(query))
    asks_number = bool(wanted & set(content_stems(NUMBER_WORDS))) or NUMBER_QUESTION in normalise(query).split()
    sentences = list(_quotable(text))
    short = [sentence for sentence in sentences if len(sentence) <= SENTENCE_MAX_CHARACTERS] or sentences[:1]
    scored = [ScoredSentence(text=one, score=_score(wanted, one, asks_number=asks_number)) for one in short]
    best = sorted(range(len(scored)), key=lambda index: (-scored[index].score, index))[:limit]
    return [scored[index] for index in sorted(best) if scored[index].score]


def _quotable(text: str) -> Iterator[str]:
    """The sentences and table rows that say something by themselves: no link, no fragment, no heading of a table."""
    sentences = split_sentences(text)
    for sentence, following in zip(sentences, [*sentences[1:], ""], strict=True):
        is_heading = "|" in sentence and "|" in following and TABLE_RULE.fullmatch(following)
        if not is_heading and len(content_stems(sentence)) > MIN_STEMS and "http" not in sentence:
            yield _bare(sentence)


def _bare(sentence: str) -> str:
    """The sentence without its list sign and emphasis, the row without its outer bars."""
    bare = sentence.replace("**", "").removeprefix("- ").removeprefix("• ").removeprefix("> ").strip()
    return bare.removeprefix("|").removesuffix("|").strip()


def _score(wanted: set[str], sentence: str, *, asks_number: bool) -> float:
    stems: Sequence[str] = content_stems(sentence)
    shared = len(wanted & set(stems))
    weight = NUMBER_WEIGHT if asks_number and read_numbers(sentence) else 1.0
    return shared * weight / math.sqrt(8 + len(stems))

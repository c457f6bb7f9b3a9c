"""What a project is about: the words of its description without who, where, how much and the names of places."""

import re
from collections.abc import Iterable, Iterator

from assistant.comparables.vocabulary import Nature, common_word, framing, named_sites, read_words
from assistant.domain import Frozen
from assistant.knowledge import WordTable
from assistant.knowledge.spelling import nearest_word
from assistant.language import content_words, fold, read_amounts, read_numbers, stem_words
from assistant.territories import Territories

# Words with a capital inside a sentence, which follow each other: «Jean Jaurès», «Sainte-Marie», «City Stade».
CAPITALISED = re.compile(r"(?<=[^\W\d_][ ’'])[A-ZÀ-Ý][a-zà-ÿ]+(?:[ -][A-ZÀ-Ý][a-zà-ÿ]+)*")
COMMON_SHARE = 0.002  # of the titles: a word that more of them hold is no name («City Stade», «Maison France Services»)
TAX = re.compile(r"\s*\(?(?:HT|H\.T\.|TTC|hors taxes?)\b\)?", re.IGNORECASE)


class Subject(Frozen):
    """The subject of a project: the words of its object, as titles would say them, and what is done to it."""

    words: tuple[str, ...]
    nature: Nature

    def __bool__(self) -> bool:
        return bool(self.words)


def subject_of(text: str, titles: WordTable, territories: Territories) -> Subject:
    """The subject that a description tells, without words when it tells none.

    A word that no title holds is read as its nearest neighbour, if it has one.
    """
    said, nature = read_words(_blanked(text, [*_spans(text, territories), *_name_spans(text, titles)]))
    return Subject(words=tuple(dict.fromkeys(common_word(_known(word, titles)) for word in said)), nature=nature)


def _spans(text: str, territories: Territories) -> Iterator[tuple[int, int]]:
    """What tells money, people, years and territories, and what presents the project."""
    for amount in read_amounts(text):
        tax = TAX.match(text, amount.end)
        yield amount.start, tax.end() if tax else amount.end
    yield from ((number.start, number.end) for number in read_numbers(text))
    yield from ((mention.start, mention.end) for mention in territories.find_in(text))
    folded = fold(text)
    if len(folded) == len(text):  # a ligature would shift the places
        yield from (match.span() for pattern in framing() for match in pattern.finditer(folded))


def _name_spans(text: str, titles: WordTable) -> Iterator[tuple[int, int]]:
    """The names of places and people: after the word of a site («école Jean Moulin»), or of words that are rare."""
    for match in CAPITALISED.finditer(text):
        before = content_words(text[: match.start()])
        stems = stem_words(content_words(match[0]))
        is_rare = any(len(titles.holding((stem,))) < COMMON_SHARE * len(titles) for stem in stems)
        if is_rare or (before and before[-1] in named_sites()):
            yield match.span()


def _blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    characters = list(text)
    for start, end in spans:
        characters[start:end] = " " * (end - start)
    return "".join(characters)


def _known(word: str, titles: WordTable) -> str:
    (stem,) = stem_words([word])
    if len(titles.holding((stem,))):
        return word
    return nearest_word(word, titles.beginning) or word

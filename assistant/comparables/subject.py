"""What a project is about: the words of its description without who, where, how much and the names of places."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from assistant.comparables.vocabulary import (
    Nature,
    act_words,
    common_word,
    context_clause,
    framing,
    is_told,
    named_sites,
    read_words,
    vague_words,
)
from assistant.domain import Frozen
from assistant.knowledge import WordTable
from assistant.knowledge.spelling import nearest_word
from assistant.language import content_words, fold, read_amounts, read_numbers, stem_words
from assistant.territories import Territories

# Words with a capital inside a sentence, which follow each other: «Jean Jaurès», «Sainte-Marie», «City Stade».
CAPITALISED = re.compile(r"(?<=[^\W\d_][ ’'])[A-ZÀ-Ý][a-zà-ÿ]+(?:[ -][A-ZÀ-Ý][a-zà-ÿ]+)*")
COMMON_SHARE = 0.002  # of the titles: a word that more of them hold is no name («City Stade», «Maison France Services»)
SELDOM = 2  # titles: a word that no more of them hold may be a slip, theirs or the asker's
SURER = 10  # times as many titles must hold what it stands for, ten when none holds the word
TAX = re.compile(r"\s*\(?(?:HT|H\.T\.|TTC|hors taxes?)\b\)?", re.IGNORECASE)


class Subject(Frozen):
    """The subject of a project: the words of its object, as titles would say them, those of its complements (for whom,
    where), and what is done to it; ``read_as`` has the words that no title holds with those that they were read as.
    """

    words: tuple[str, ...]
    context: tuple[str, ...]
    nature: Nature
    read_as: dict[str, str]

    def __bool__(self) -> bool:
        return bool(self.words)


def subject_of(text: str, titles: WordTable, territories: Territories) -> Subject:
    """The subject that a description tells, without words when it tells none.

    A word that hardly a title holds is read as its nearest neighbour, when many more hold it.
    """
    told = fold(_blanked(text, [*_spans(text, territories), *_name_spans(text, titles)]))
    read_as = _slips(told, titles)
    told = re.sub(r"\w+", lambda match: read_as.get(match[0], match[0]), told)
    everything, core = read_words(told), read_words(context_clause().sub(" ", told))
    said = core if set(core.words) - vague_words() else everything
    words = tuple(dict.fromkeys(map(common_word, said.words)))
    context = dict.fromkeys(map(common_word, everything.words))
    return Subject(
        words=words,
        context=tuple(word for word in context if word not in words),
        nature=said.nature or everything.nature,
        read_as=read_as,
    )


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


def _slips(text: str, titles: WordTable) -> dict[str, str]:
    """The words of a folded text that are slips of the pen, with the words that they stand for."""
    found = {word: _meant(word, titles) for word in content_words(text) if not is_told(word)}
    return {word: meant for word, meant in found.items() if meant}


def _meant(word: str, titles: WordTable) -> str | None:
    held = len(titles.writing(word))
    if held > SELDOM or len(titles.holding(tuple(stem_words([word])))) > SELDOM:
        return None

    def vocabulary(beginning: str) -> Iterator[tuple[str, int]]:
        known = ((other, count) for other, count in titles.beginning(beginning) if count >= max(held, 1) * SURER)
        return chain(known, ((act, len(titles)) for act in act_words() if act.startswith(beginning)))

    meant = nearest_word(word, vocabulary)
    return None if meant == word else meant

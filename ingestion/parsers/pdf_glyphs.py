"""Glyphs whose letter a PDF does not tell («na?onale»): learnt from another reading of the same words."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

FIRST_MARK = 0xF0000  # a private plane of Unicode, which no font of a document uses
MARK = re.compile("[\U000f0000-\U000ffffd]")
TOKEN = re.compile("[^\\W\\d_]*(?:[\U000f0000-\U000ffffd][^\\W\\d_]*)+")
LIGATURE_WORDS = frozenset(  # words of any administrative text with the letters that fonts draw as one
    re.findall(
        r"\w+",
        """action administration application article attention attente atteint atteinte attestation attribution
        attribuer certification chiffre coefficient collectivité condition convention différent direction effectif
        effectuer financement fiche gestion justifier lettre mettre nationale notification officiel partie permettre
        planification politique préfecture question réflexion relatif situation soumettre spécifique subvention
        territoire vérification""",
    )
)
CONTEXT = 4
MAX_LETTERS = 3
UNREADABLE = re.compile("[\x00\ufffd\ue000-\uf8ff\U000f0000-\U000ffffd]")
NO_MEANING = re.compile(f"@|{UNREADABLE.pattern}")
GARBAGE_SHARE = 0.3


@dataclass
class Glyphs:
    """The unmapped glyphs of a document, each under a mark of its own in the text until it is learnt."""

    _marks: dict[tuple[str, str], str] = field(default_factory=dict)
    _votes: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def mark(self, font: str, character: str) -> str:
        """The mark that stands for a glyph of a font."""
        return self._marks.setdefault((font, character), chr(FIRST_MARK + len(self._marks)))

    @property
    def unknown(self) -> set[str]:
        """The marks that nothing has explained yet."""
        return {mark for mark in self._marks.values() if not self._votes.get(mark)}

    def learn_from_words(self, lines: Iterable[str], words: Iterable[str]) -> None:
        """Look up, among the whole words of a document, those that differ from a marked word by its marks alone."""
        known = {*(word for word in words if word.isalpha()), *LIGATURE_WORDS}
        for token in {token for line in lines for token in TOKEN.findall(line)}:
            marks = MARK.findall(token)
            if len(set(marks)) != 1 or len(token) - len(marks) < CONTEXT:
                continue
            pattern = re.compile("([^\\W\\d_]{1,3})".join(map(re.escape, MARK.split(token))))
            for word in known:
                if match := pattern.fullmatch(word):
                    self._votes[marks[0]].update(match.groups())

    def learn(self, line: str, other: str) -> None:
        """Look up, in another reading of a line, what stands where its unknown marks stand."""
        unknown = self.unknown
        text, solid = "".join(line.split()), "".join(other.split())
        for found in MARK.finditer(text):
            if found[0] in unknown:
                self._votes[found[0]].update(_between(solid, *_context(text, found.start())))

    def explained(self, text: str) -> str:
        """A text with its marks replaced by what was learnt; an unknown glyph is its character where it has one."""
        return MARK.sub(lambda match: self._meaning(match[0]), text)

    def _meaning(self, mark: str) -> str:
        votes = self._votes.get(mark)
        if votes:
            return votes.most_common(1)[0][0]
        character = next((key[1] for key, value in self._marks.items() if value == mark), "")
        return "\ufffd" if UNREADABLE.match(character) or not character.isprintable() else character


def _context(text: str, place: int) -> tuple[str, str]:
    """The known letters before and after a place."""
    before = MARK.split(text[max(0, place - 2 * CONTEXT) : place])[-1]
    after = MARK.split(text[place + 1 : place + 1 + 2 * CONTEXT])[0]
    return before, after


def _between(text: str, before: str, after: str) -> Counter[str]:
    """The one to three characters that stand between two contexts in a text."""
    if min(len(before), len(after)) < 2 or len(before) + len(after) < 2 * CONTEXT:
        return Counter()
    pattern = f"{re.escape(before)}(.{{1,{MAX_LETTERS}}}?){re.escape(after)}"
    return Counter(found for found in re.findall(pattern, text) if not NO_MEANING.search(found) and found.isprintable())


def is_garbage(text: str) -> bool:
    """Whether a reading is mostly made of glyphs without a letter."""
    characters = "".join(text.split())
    return bool(characters) and len(UNREADABLE.findall(characters)) >= GARBAGE_SHARE * len(characters)

"""Check that an article is said to be of the code in which it stands («article L1111-10 du CGCT»)."""

import re
from collections.abc import Iterator, Sequence

from assistant.agent.answer import FigureOrigin
from assistant.agent.grounding.finding import Finding
from assistant.agent.grounding.proofs import Proof, numbers_of
from assistant.language import NumberKind, NumberMention, normalise, read_numbers
from assistant.language.text import content_words, fold

OF_A_CODE = re.compile(
    r"\s+(?:du|de\s+la|de\s+l['’])\s*(?P<code>code(?:\s+(?:de\s+l['’]|d['’]|l['’])?[\w-]+){1,8}|[A-Z]{2,6}\b)", re.I
)
JOINT = re.compile(r"\s*(?:,|et|ou|à)\s*(?:de l['’]|l['’])?\s*")
TITLE = re.compile(r"code (?:\w+ ){0,9}\w+")
ACRONYM = re.compile(r"\bdu\s+([A-Z]{2,6})\b")
OTHER_CODE = "cet article n'est pas de ce code dans le passage cité"
TELLING_WORDS = 2  # of a code's name, after «code»: «relations public», «environnement»


def check_references(line: str, proofs: Sequence[Proof]) -> Iterator[Finding]:
    """The articles of a line that a passage proves, but of a code that the passage does not name.

    A passage that names no code at all proves the article alone. The articles of a list («L231-1 et L231-4 du code…»)
    are all of the code that ends it.
    """
    joined: list[NumberMention] = []
    for mention in read_numbers(line):
        if mention.kind is not NumberKind.REFERENCE:
            continue
        if joined and not JOINT.fullmatch(line, joined[-1].end, mention.start):
            joined = []
        joined.append(mention)
        code = OF_A_CODE.match(line, mention.end)
        if code and _names_a_code(code["code"]) and any(_is_of_another(one, code["code"], proofs) for one in joined):
            yield from (Finding(one.start, one.end, one.text, OTHER_CODE) for one in joined)


def _names_a_code(words: str) -> bool:
    return words.isupper() or fold(words).startswith("code")


def _is_of_another(mention: NumberMention, code: str, proofs: Sequence[Proof]) -> bool:
    holding = [
        proof for proof in proofs
        if proof.origin is FigureOrigin.PASSAGE and mention.key in {one.key for one in numbers_of(proof.text)}
    ]  # fmt: skip
    named = {words for proof in holding for words in _codes(proof.text)}
    return bool(named) and not any(_is_same(code, words) for words in named)


def _codes(text: str) -> Iterator[tuple[str, ...]]:
    """The content words of each name of a code in a text; an acronym is its only word («du CGCT»)."""
    for match in TITLE.finditer(normalise(text)):
        yield tuple(content_words(match[0])[1:])
    for match in ACRONYM.finditer(text):
        yield (match[1],)


def _is_same(said: str, words: Sequence[str]) -> bool:
    """Whether what is said names the code of ``words``: by its initials, or by its first words."""
    if said.isupper():
        return words == (said,) or "".join(word[0] for word in ("code", *words)).upper().startswith(said)
    told = content_words(said)[1 : TELLING_WORDS + 1]
    initials = "".join(word[0] for word in ("code", *told)).upper()
    return list(words[: len(told)]) == told or (len(words) == 1 and words[0].startswith(initials))

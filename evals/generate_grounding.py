"""Write the generated part of the grounding sets: quotations, dates and references of drawn passages, in templates.

Run: ``python -m evals.generate_grounding``. The draw has a fixed seed; the cases written by hand are left as they are.
The other half of each pair is the same answer with one thing altered, which no passage of the case holds.
"""

import json
import random
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from assistant.domain import Passage
from assistant.language import split_sentences
from assistant.language.dates import DATE, date_key
from assistant.language.display import MONTHS, format_date
from evals.cases import DATASETS, Case, load_dataset
from evals.corpus import shipped_records

SEED, PAIRS, KINDS = 20261130, 39, 4
WORDS = range(9, 26)  # of a sentence worth quoting
MARKUP = re.compile(r"[|*«»\"“”:\[\]…()\n]|https?")
ARTICLE = re.compile(r"\barticle (?P<letter>[LRD])(?P<number>\d{3,4}-\d+)\b")
QUOTING = (
    "La fiche le dit : « {} » [p:x].",
    "Je cite : “{}” [p:x].",
    "D'après ce texte, « {} » [p:x]",
    "- « {} » [p:x]",
    'À noter : "{}" [p:x].',
)
DATING = ("Retenez le {} [p:x].", "La date qui compte est le {} [p:x].", "| Date | {} [p:x] |", "- {} [p:x]")
CITING = ("Voyez l'{} [p:x].", "C'est l'{} qui le prévoit [p:x].", "Base légale : {} [p:x]", "| Texte | {} [p:x] |")
ADDED = ("toujours", "jamais", "gratuitement", "sauf exception", "sans délai")


class Pair(NamedTuple):
    """A truthful answer over a passage, the same one altered, and the words that were."""

    about: str
    truthful: str
    tampered: str
    altered: str


def main() -> None:
    """Rewrite the generated cases of both sets."""
    truthful, tampered = generated_cases()
    _write("grounding_truthful", truthful)
    _write("grounding_tampered", tampered)


def generated_cases() -> tuple[list[Case], list[Case]]:
    """The truthful cases and their altered halves, always the same for the same corpus."""
    drawn = list(_pairs(random.Random(SEED)))  # noqa: S311 # a draw of cases, no secret
    truthful = [_case("t", n, place, pair, pair.truthful, []) for n, (place, pair) in enumerate(drawn, 1)]
    tampered = [_case("a", n, place, pair, pair.tampered, [pair.altered]) for n, (place, pair) in enumerate(drawn, 1)]
    return truthful, tampered


def _pairs(draw: random.Random) -> Iterator[tuple[dict[str, object], Pair]]:
    """As many pairs as asked, each over another passage, a kind after another."""
    makers: Sequence[Callable[[random.Random, Passage], Pair | None]] = (_quotation, _cut, _date, _reference)
    passages = [
        (source, passage) for source, record in sorted(shipped_records().items()) for passage in record.passages
    ]
    draw.shuffle(passages)
    found = 0
    for source, passage in passages:
        pair = makers[found % len(makers)](draw, passage)
        if pair is None:
            continue
        yield {"id": "x", "document": source, "heading": passage.heading, "part": _part(source, passage)}, pair
        found += 1
        if found == PAIRS:
            return


def _part(source: str, passage: Passage) -> int:
    under = [one for one in shipped_records()[source].passages if one.heading == passage.heading]
    return under.index(passage) + 1


def _sentence(draw: random.Random, passage: Passage) -> str | None:
    sentences = [one.rstrip(".") for one in split_sentences(passage.text) if len(one.split()) in WORDS]
    plain = [one for one in sentences if not MARKUP.search(one) and not re.search(r"\d", one) and one[:1].isalpha()]
    return draw.choice(plain) if plain else None


def _quotation(draw: random.Random, passage: Passage) -> Pair | None:
    sentence = _sentence(draw, passage)
    if sentence is None:
        return None
    words = sentence.split()
    place = draw.randrange(3, len(words) - 1)
    altered = " ".join([*words[:place], draw.choice(ADDED), *words[place:]])
    template = draw.choice(QUOTING)
    return Pair("quote", template.format(sentence), template.format(altered), altered)


def _cut(draw: random.Random, passage: Passage) -> Pair | None:
    sentence = _sentence(draw, passage)
    if sentence is None or len(sentence.split()) < 14:
        return None
    words, mark = sentence.split(), draw.choice(("[…]", "(...)", "[...]"))
    first, last = " ".join(words[:5]), " ".join(words[-6:])
    template = draw.choice(QUOTING)
    return Pair("cut", template.format(f"{first} {mark} {last}"), template.format(f"{last} {mark} {first}"), last)


def _date(draw: random.Random, passage: Passage) -> Pair | None:
    keys = [date_key(match) for match in DATE.finditer(passage.text)]
    whole = [date.fromisoformat(key) for key in keys if len(key) == len("2018-12-27") and not key.startswith("-")]
    if not whole:
        return None
    day = draw.choice(whole)
    other = day.replace(year=day.year + draw.choice((-3, 4)), day=min(day.day, 28))
    if other.isoformat() in keys:
        return None
    written, template = draw.choice((_slashed, format_date, _capitalised)), draw.choice(DATING)
    return Pair("date", template.format(written(day)), template.format(written(other)), written(other))


def _slashed(day: date) -> str:
    return day.strftime("%d/%m/%Y")


def _capitalised(day: date) -> str:
    return f"{day.day:02d} {MONTHS[day.month - 1].capitalize()} {day.year}"


def _reference(draw: random.Random, passage: Passage) -> Pair | None:
    found = list(ARTICLE.finditer(passage.text))
    if not found:
        return None
    match, template = draw.choice(found), draw.choice(CITING)
    written = draw.choice(("article {}. {}", "article {} {}", "article {}.{}", "art. {}{}", "article {}{}"))
    other = f"{match['number']}7"
    if f"{match['letter']}{other}" in passage.text:
        return None
    true, false = written.format(match["letter"], match["number"]), written.format(match["letter"], other)
    return Pair("reference", template.format(true), template.format(false), false)


def _case(letter: str, n: int, place: dict[str, object], pair: Pair, answer: str, expected: list[str]) -> Case:
    about = {"about": pair.about} if letter == "t" else {"kind": pair.about}
    form = "table" if answer.startswith("|") else "list" if answer.startswith("-") else "prose"
    return Case(
        id=f"{letter}g{n:02d}",
        split="dev" if (n - 1) // KINDS % 2 == 0 else "test",
        slices={"form": form, **about, "written": "generated"},
        input={"user": [], "passages": [place], "calculations": [], "answer": answer},
        expected=expected,
    )


def _write(name: str, generated: Sequence[Case]) -> None:
    """Put the generated cases after those written by hand, and count the splits again."""
    kept = [case for case in load_dataset(name).cases if case.slices["written"] == "by-hand"]
    cases = [*kept, *generated]
    lines = [json.dumps(case.model_dump(), ensure_ascii=False) for case in cases]
    (DATASETS / f"{name}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    header = DATASETS / f"{name}.meta.json"
    meta = json.loads(header.read_text(encoding="utf-8"))
    meta["splits"] = {split: sum(case.split == split for case in cases) for split in ("dev", "test")}
    header.write_text(json.dumps(meta, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

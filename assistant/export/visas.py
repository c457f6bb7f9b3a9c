"""The visas of a deliberation: the texts of law that the sheet cites, named as their official addresses tell."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from functools import cache
from importlib.resources import files

from assistant.domain import DocumentKind, Passage
from assistant.domain.sheet import ProjectSheet
from assistant.export.page import Line
from assistant.language.display import format_date

# https://www.legifrance.gouv.fr/eli/decret/2019/7/23/2019-771/jo/texte: the European identifier of a text
ELI = re.compile(r"/eli/(?P<kind>\w+)/(?P<year>\d{4})/(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<number>\w+(?:-\w+)*)")
CODE = re.compile(r"/codes/\w+/(?P<code>LEGITEXT\d{12})")
KINDS = {"loi": "la loi", "decret": "le décret", "ordonnance": "l'ordonnance", "arrete": "l'arrêté"}
NUMBER = re.compile(r"\d{4}-\d+")  # a NOR names an order, which is told by its day


# How an obligation ends that the figures of the project exclude: «(avec 250 m², vous n'entrez pas dans ce cas)».
EXCLUDED = re.compile(r"\([^()]*\b(?:ne s'applique pas|n'entrez? pas dans ce cas)\b[^()]*\)\W*$")


def excluded_texts(sheet: ProjectSheet) -> frozenset[str]:
    """The passages that the obligations of a sheet cite only to say that they do not apply to the project."""
    cited: dict[str | None, list[bool]] = defaultdict(list)
    for line in sheet.obligations:
        for proof in line.provenance:
            cited[proof.reference].append(bool(EXCLUDED.search(line.text)))
    return frozenset(passage for passage, are_out in cited.items() if passage and all(are_out))


def visas_of(sources: Iterable[Passage], excluded: Collection[str] = ()) -> tuple[Line, ...]:
    """One line a text, in the order in which they are first cited, with the notes that speak of it.

    The passages ``excluded``, by their ids, are not cited.
    """
    texts: dict[str, dict[str, int]] = {}
    for number, passage in enumerate(sources, start=1):
        if passage.kind is DocumentKind.REGULATION and passage.passage_id not in excluded:
            name = legal_name(passage.url or "")
            texts.setdefault(name or passage.title, {}).setdefault(passage.title, number)
    return tuple(_line(name, cited) for name, cited in texts.items())


def legal_name(address: str) -> str:
    """A text as a deliberation names it («le décret n° 2019-771 du…»); empty when its address does not tell."""
    if (code := CODE.search(address)) and (known := _codes().get(code["code"])):
        return known
    found = ELI.search(address)
    if found is None or found["kind"] not in KINDS:
        return ""
    signed = format_date(date(int(found["year"]), int(found["month"]), int(found["day"])))
    number = f" n° {found['number']}" if NUMBER.fullmatch(found["number"]) else ""
    return f"{KINDS[found['kind']]}{number} du {signed}"


def _line(name: str, cited: dict[str, int]) -> Line:
    numbers = ", ".join(map(str, cited.values()))
    notes = "" if name in cited else f" ({' ; '.join(cited)})"
    return Line(text=f"Vu {name}{notes} ;", origin=f"document{'s' if len(cited) > 1 else ''} {numbers}")


@cache
def _codes() -> dict[str, str]:
    text = (files("assistant.export") / "legal_codes.toml").read_text(encoding="utf-8")
    return {name: str(value) for name, value in tomllib.loads(text).items()}

"""The scenarios of ``scenarios.toml``, filled by a seed, as scripts that the server follows."""

import json
import random
import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from pydantic import BaseModel, ConfigDict

from evals.endpoint.replies import Body, Reply

BLANK = re.compile(r"\{([a-z_]+)\}")
MARKER = re.compile(r"(\[p:[\w-]+\])[^\n]*\n<document>\n(.*?)\n</document>", re.DOTALL)
SEARCH = Reply(calls=[("search_regulations", {"query": "température de couleur luminaire"})])
WORDS = ("lanterne", "verger", "passerelle", "girouette", "fontaine", "belvédère")
SPELLED = ("quarante-trois", "soixante-sept", "cinquante-huit", "trente-neuf")
UNITS = ("kWh", "tonnes", "€", "m²")
QUOTED_WORDS = 9
KEY = "sk-tres-secret-0123456789"


class RepliedText(BaseModel):
    """One reply as the data give it, its blanks not filled."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str = ""
    calls: tuple[tuple[str, str], ...] = ()
    status: int = 200
    raw: str | None = None
    kind: str = "application/json"
    headers: dict[str, str] = {}
    deltas: tuple[str, ...] = ()
    finish: str | None = None
    is_whole: bool = False
    missing: int = 0
    pause: float = 0.0
    dripping: int = 0
    times: int = 1

    def filled(self, blanks: Mapping[str, str]) -> Reply:
        """The reply with its blanks filled."""
        told = self.model_dump(include={"status", "kind", "headers", "finish", "is_whole", "missing"})
        timing = self.model_dump(include={"pause", "dripping"})
        calls = [(fill(name, blanks), fill(arguments, blanks)) for name, arguments in self.calls]
        return Reply(
            text=fill(self.text, blanks) * self.times,
            calls=calls * self.times,
            raw=None if self.raw is None else fill(self.raw, blanks).encode(),
            deltas=[json.loads(fill(delta, blanks)) for delta in self.deltas],
            **told,
            **timing,
        )


class Scenario(BaseModel):
    """One way for an endpoint to misbehave."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    kind: str
    does: str
    searches: bool = False
    replies: tuple[RepliedText, ...]
    lies: tuple[str, ...] = ()


@cache
def load_scenarios() -> tuple[Scenario, ...]:
    """The scenarios, in the order of the file."""
    text = (files("evals.endpoint") / "scenarios.toml").read_text(encoding="utf-8")
    return tuple(map(Scenario.model_validate, tomllib.loads(text)["scenario"]))


class Play:
    """A scenario played with a seed: the same seed gives the same answers. Each play serves one conversation."""

    def __init__(self, scenario: Scenario, seed: int) -> None:
        self._scenario = scenario
        self._blanks = _chosen(random.Random(f"{scenario.id} {seed}"))  # noqa: S311 - no secret is drawn
        self._turn = 0
        self._has_searched = not scenario.searches

    def __call__(self, body: Body) -> Reply:
        """The reply to one request."""
        found = [str(one["content"]) for one in body["messages"] if one["role"] == "tool"]
        if not self._has_searched:
            self._has_searched = True
            return SEARCH
        self._blanks |= _found("\n".join(found)) | {"turn": str(self._turn)}
        replies = self._scenario.replies
        reply = replies[min(self._turn, len(replies) - 1)]
        self._turn += 1
        return reply.filled(self._blanks)

    def lies(self) -> Iterator[str]:
        """The words that may not be shown without their mark; those that the server had no occasion to say left out."""
        for lie in self._scenario.lies:
            if not set(BLANK.findall(lie)) - self._blanks.keys():
                yield fill(lie, self._blanks)


def fill(text: str, blanks: Mapping[str, str]) -> str:
    """A text with its known blanks filled."""
    return BLANK.sub(lambda match: blanks.get(match[1], match[0]), text)


def _chosen(chance: random.Random) -> dict[str, str]:
    """What the seed chooses: numbers that no document of the samples holds."""
    amount = chance.randrange(701_013, 989_989, 2)
    return {
        "key": KEY,
        "figure": f"{chance.randrange(7, 10)} {chance.randrange(101, 999, 2)}",
        "rate": f"{chance.randrange(21, 97)},{chance.randrange(1, 100, 2):02}",
        "amount": f"{amount:_}".replace("_", " "),
        "amount_digits": str(amount),
        "day": f"{chance.randrange(2, 29)} mars 20{chance.randrange(41, 69)}",
        "article": f"L{chance.randrange(711, 899)}-{chance.randrange(31, 99)}-{chance.randrange(1, 9)}",
        "number": str(chance.randrange(7_001, 9_999)),
        "word": chance.choice(WORDS),
        "spelled": chance.choice(SPELLED),
        "unit": chance.choice(UNITS),
    }


def _found(text: str) -> dict[str, Any]:
    """What the first passage of a tool's result gives: its marker, its first words, the same with one changed."""
    match = MARKER.search(text)
    if match is None:
        return {"marker": ""}
    words = match[2].split()[:QUOTED_WORDS]
    changed = [*words[:3], "rarement", *words[4:]]
    number = re.search(r"\b\d{2,}\b", match[2])
    return {"marker": match[1], "altered": " ".join(changed)} | (
        {"passage_number": number[0].strip()} if number else {}
    )

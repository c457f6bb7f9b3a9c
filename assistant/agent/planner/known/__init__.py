"""What the offline planner knows, one file a domain: ``themes`` are kinds of project, ``slots`` what fills an estimate.

Which quantities of a message fill which inputs of the footprint calculator, by the rows of ``slots``:

- `units` are those a quantity may carry (the first one is that of a bare number), `nouns` what it may count
  (normalised, start of the word), `cues` the words around it that speak for this input, `unless` those that speak
  against it (for a choice those just before its word: «ossature bois»); with `needs_cue` one of the cues must stand.
  `in_its_name`: told with what is built («une piste de 2 km»), it is no sign that another estimate is asked.
- `minimum` and `maximum` bound what is plausible where two inputs share a unit. `counted_in` is what one unit of the
  input is worth («24 milliards de paramètres» are 24 Gparam). `is_cost`: the amount of money that the message tells.
- `range = true`: a span of clock hours («de 23 h à 5 h») gives its length.
- A choice has `words`: value and the words that say it. `unmeasured` are words for which the calculator has no figure;
  `owners` are those of them that may also be who pays. An input `measured_by` such a choice is then left out, and
  `question_when_unmeasured` asked. `no` is what «non» means, and what a denied cue means («pas d'extinction»).

The rows of ``themes`` hold wording only: no figure, no date, no rate may stand there (a test checks it). `cues` are
compared with the normalised message (lower case, no accents); a cue matches at the start of a word. `units` announce
a theme by themselves, `works` do with one of its `subjects` («rénov» and «école»), and without one of its `needs`,
when it has some, a theme is not announced.
"""

import tomllib
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

DOMAINS = (
    "lighting", "buildings", "energy", "mobility", "fleet", "trips", "digital", "services", "food", "waste", "nature",
    "water", "planning", "purchases", "other",
)  # fmt: skip


def read_domains(kind: str) -> Iterator[dict[str, Any]]:
    """The tables of a kind (``themes`` or ``slots``), domain by domain in their order."""
    folder = files("assistant.agent.planner.known") / kind
    for domain in DOMAINS:
        file = folder / f"{domain}.toml"
        if file.is_file():
            yield tomllib.loads(file.read_text(encoding="utf-8"))

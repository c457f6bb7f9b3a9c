"""Play every scenario of the misbehaving endpoint against the assistant, and judge each answer from outside.

Run: ``python -m evals.robustness [--seeds 5]``. It prints a table, and ends with 1 when something is wrong.
"""

import argparse
import logging
import re
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from assistant.agent import Answer, AnswerDone, Assistant, ParagraphReady
from assistant.errors import JalonError
from assistant.language import read_numbers
from assistant.language.foreign import is_english
from assistant.services import open_services
from assistant.settings import Settings
from evals.endpoint import OpenAIServer, Reply, serve
from evals.endpoint.scenarios import KEY, Play, Scenario, load_scenarios

SEEDS = 5
SAMPLES = Path(__file__).parents[1] / "ingestion" / "samples"
MARK = " (non vérifié)"
NOTE = re.compile(r"\[(\d+)\]")
LIST_NUMBER = re.compile(r"^\s*\d+[.)] ")
MOST_REQUESTS = 32  # eight steps; each may be asked again, revised, and asked whole when it does not stream
MOST_SECONDS = 20.0
MOST_SENT = 69_000  # characters of one request: what the default context holds, less the answer, as memory.py counts
MOST_SHOWN = 20_000
QUESTIONS = (
    "Quelle température de couleur pour l'éclairage public ?",
    "Quelles obligations pour l'éclairage nocturne des bâtiments ?",
    "Que dit le décret tertiaire ?",
    "Quelles aides pour rénover l'école ?",
    "Bonjour, pouvez-vous m'aider ?",
)
BOUNDS = {"llm_timeout_seconds": 1.0, "llm_turn_seconds": 4.0, "llm_retries": 1, "llm_answer_tokens": 1000}


class Run(BaseModel):
    """One scenario played once: what was shown, and what is wrong with it."""

    model_config = ConfigDict(frozen=True)

    scenario: str
    seed: int
    shown: str
    is_error: bool
    requests: int
    seconds: float
    problems: tuple[str, ...]


def run(settings: Settings, *, seeds: int = SEEDS, scenarios: Sequence[Scenario] = load_scenarios()) -> list[Run]:
    """The runs of each scenario with each seed, over a home that holds the sample documents."""
    with serve(lambda body: Reply()) as server, _records() as records:
        changes: dict[str, Any] = {"llm_base_url": server.url, "llm_model": "test-model", **BOUNDS}
        endpoint = Settings(**{**settings.model_dump(), **changes, "llm_api_key": KEY})
        with open_services(endpoint) as services:
            return [
                _played(services, server, scenario, seed, records) for scenario in scenarios for seed in range(seeds)
            ]


def _played(services: Any, server: OpenAIServer, scenario: Scenario, seed: int, records: list[str]) -> Run:
    """One run, by an assistant of its own: what one learns of an endpoint does not help the next."""
    server.script = play = Play(scenario, seed)
    server.requests.clear()
    records.clear()
    question = QUESTIONS[seed % len(QUESTIONS)]
    started = time.monotonic()
    answer: Answer | None = None
    shown: list[str] = []
    crash = ""
    with closing(Assistant(services, now=lambda: datetime(2026, 11, 24, tzinfo=UTC))) as assistant:
        try:
            for event in assistant.stream(question, project_id=f"p-{scenario.id}-{seed}"):
                if isinstance(event, ParagraphReady):
                    shown.append(event.text)
                elif isinstance(event, AnswerDone):
                    answer = event.answer
        except JalonError as error:
            shown.append(str(error))
        except Exception as error:  # noqa: BLE001 - whatever escapes is what this looks for
            crash = f"crash: {type(error).__name__}: {error}"
    told = "\n\n".join(shown)
    seconds = time.monotonic() - started
    problems = [
        *([crash] if crash else _unsaid(told)),
        *_unbounded(server, seconds, told),
        *(f"lie shown unmarked: {lie}" for lie in play.lies() if _is_unmarked(lie, told)),
        *(_untraced(answer) if answer else ()),
        *(["the key is told"] if any(KEY in text for text in (told, crash, *records)) else []),
    ]
    return Run(
        scenario=scenario.id,
        seed=seed,
        shown=told,
        is_error=answer is None,
        requests=len(server.requests),
        seconds=seconds,
        problems=tuple(problems),
    )


def _unsaid(shown: str) -> Iterator[str]:
    if not shown.strip():
        yield "nothing is shown"
    elif is_english(shown):
        yield f"not in French: {shown[:80]}"


def _unbounded(server: OpenAIServer, seconds: float, shown: str) -> Iterator[str]:
    sent = max((len(str(body["messages"])) for body in server.requests), default=0)
    bounds = (
        ("requests", len(server.requests), MOST_REQUESTS),
        ("seconds", seconds, MOST_SECONDS),
        ("characters sent", sent, MOST_SENT),
        ("characters shown", len(shown), MOST_SHOWN),
    )
    for name, value, most in bounds:
        if value > most:
            yield f"{value:.0f} {name}, {most} at most"


def _is_unmarked(lie: str, shown: str) -> bool:
    """Whether a lie is shown somewhere without the mark after it, or after the words that it begins."""
    return any(
        MARK not in shown[match.end() : match.end() + len(MARK) + 12] for match in re.finditer(re.escape(lie), shown)
    )


def _untraced(answer: Answer) -> Iterator[str]:
    """The figures shown that are neither traced nor marked, and the notes that lead nowhere."""
    traced = {figure.text for figure in answer.figures}
    known = {str(citation.number) for citation in answer.citations}
    for line in answer.answer.split("\n"):
        yield from (f"note without a passage: [{number}]" for number in NOTE.findall(line) if number not in known)
        read = NOTE.sub(lambda match: " " * len(match[0]), LIST_NUMBER.sub("", line))
        for mention in read_numbers(read):
            is_marked = read[mention.end :].startswith(MARK)
            if mention.text.strip() not in traced and not is_marked:
                yield f"figure neither traced nor marked: {mention.text} in {line[:80]!r}"


@contextmanager
def _records() -> Iterator[list[str]]:
    """Every log record, at every level, while the block runs."""
    records: list[str] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            records.append(f"{self.format(record)} {record.args}")

    root, handler = logging.getLogger(), Keep(logging.DEBUG)
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        yield records
    finally:
        root.removeHandler(handler)
        root.setLevel(level)


def main() -> int:
    """Run and print; 1 when something is wrong."""
    from ingestion import ingest

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=SEEDS)
    parser.add_argument("--show", action="store_true", help="print what each scenario shows with its first seed")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        settings = Settings(home=Path(place))
        ingest([SAMPLES], settings=settings)
        runs = run(settings, seeds=arguments.seeds)
    for one in runs:
        if arguments.show and one.seed == 0:
            print(f"--- {one.scenario} ({one.requests} requests, {one.seconds:.2f} s)\n{one.shown}")  # noqa: T201
    print(table(runs))  # noqa: T201
    return int(any(one.problems for one in runs))


def table(runs: Sequence[Run]) -> str:
    """What was found: totals, then each problem."""
    seconds = sorted(one.seconds for one in runs)
    wrong = [one for one in runs if one.problems]
    lines = [
        f"scenarios {len({one.scenario for one in runs})}, runs {len(runs)}, with a problem {len(wrong)}",
        f"answers {sum(not one.is_error for one in runs)}, errors in French {sum(one.is_error for one in runs)}",
        f"requests at most {max(one.requests for one in runs)}, seconds p50 {seconds[len(seconds) // 2]:.2f}, "
        f"worst {seconds[-1]:.2f}",
    ]
    return "\n".join([*lines, *(f"{one.scenario}/{one.seed}: {text}" for one in wrong for text in one.problems)])


if __name__ == "__main__":
    sys.exit(main())

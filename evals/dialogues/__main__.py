"""``python -m evals.dialogues``: play the conversations, print the figures and what failed."""

import argparse
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np
from rich.console import Console

from assistant.agent import Assistant
from assistant.services import open_services
from assistant.settings import Settings
from evals.dialogues.dataset import ExpectedDialogue, load_card, load_dialogues
from evals.dialogues.playing import SeenTurn, play
from evals.dialogues.scoring import MEASURES, Score, interval, score
from ingestion import ingest

SPLITS = ("dev", "test")


def main() -> None:
    """Play one split or both; the failures of the test split are shown only when asked for, as nobody tunes on it."""
    parser = argparse.ArgumentParser(prog="python -m evals.dialogues", description=main.__doc__)
    parser.add_argument("--split", choices=SPLITS, help="one split alone; its failures are listed")
    asked = parser.parse_args().split
    console = Console(highlight=False, markup=False, soft_wrap=True)
    card = load_card()
    console.print(f"{card.name} {card.version} ({card.licence})")
    dialogues = [one for one in load_dialogues() if asked in (None, one.split)]
    played = dict(_played(dialogues))
    for split in (asked,) if asked else SPLITS:
        scores = [score(one, played[one.id]) for one in dialogues if one.split == split]
        console.print("\n".join(_figures(split, scores)))
        if split == "dev" or asked:
            console.print("\n".join(_failures(scores)))
    console.print(_times(played))


def _played(dialogues: Sequence[ExpectedDialogue]) -> Iterator[tuple[str, list[SeenTurn]]]:
    with tempfile.TemporaryDirectory() as folder, as_file(files("ingestion") / "samples") as samples:
        settings = Settings(home=Path(folder), llm_base_url=None, llm_model=None)
        ingest([samples], settings=settings)
        with open_services(settings) as services:
            assistant = Assistant(services)
            try:
                for dialogue in dialogues:
                    yield dialogue.id, list(play(dialogue, assistant, services))
            finally:
                assistant.close()


def _figures(split: str, scores: Sequence[Score]) -> Iterator[str]:
    yield f"\n{split}: {len(scores)} conversations"
    for measure, goal in MEASURES.items():
        share, low, high = interval(scores, measure)
        total = sum(one.total[measure] for one in scores)
        aim = f"  goal {goal:.2f}" if goal else ""
        yield f"  {measure:<10} {share:.3f}  [{low:.3f}, {high:.3f}]  of {total}{aim}"


def _failures(scores: Sequence[Score]) -> Iterator[str]:
    for failure in (failure for one in scores for failure in one.failures):
        yield f"  {failure.dialogue}.{failure.turn} {failure.measure}: « {failure.says[:60]} » {failure.detail}"


def _times(played: Mapping[str, Sequence[SeenTurn]]) -> str:
    turns = [turn for turns in played.values() for turn in turns if turn.seconds]
    waited = _quantiles([turn.seconds for turn in turns])
    computed = _quantiles([turn.processor_seconds for turn in turns])
    return f"\nanswers: {len(turns)}, {waited}; of processor time, {computed}"


def _quantiles(seconds: Sequence[float]) -> str:
    p50, p95 = np.quantile(seconds, [0.5, 0.95])
    return f"p50 {p50 * 1000:.0f} ms, p95 {p95 * 1000:.0f} ms"


if __name__ == "__main__":
    main()

"""What the assistant adds to the model's own time, what it bears at once, and how fast it answers without a model.

Run: ``python -m benchmarks.agent [--conversations 50]``, on the sample corpus. Ends with 1 when a conversation fails.
"""

import argparse
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

from assistant.agent import AnswerDone, Assistant, ParagraphReady, new_conversation_id
from assistant.errors import JalonError
from assistant.services import Services, open_services
from assistant.settings import Settings
from evals.endpoint import Body, Reply, serve
from ingestion import ingest

SAMPLES = Path(__file__).parents[1] / "ingestion" / "samples"
QUESTIONS = (
    "Quelle température de couleur pour l'éclairage public ?",
    "Quelles aides pour rénover une école ?",
    "Que dit le décret tertiaire ?",
    "Nous voulons passer 420 points lumineux en LED à Périgueux pour 310 000 € HT.",
    "Quelles obligations pour les biodéchets ?",
    "Quelles aides pour une piste cyclable en Dordogne ?",
    "Bonjour",
)
PARAGRAPH = "Bonjour, dites-moi ce que vous cherchez.\n\nJe peux chercher une aide ou une règle."
ROUNDS = 60
WARM_UP = 5


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.agent")
    parser.add_argument("--conversations", type=int, default=50)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        settings = Settings(home=Path(place), llm_base_url=None, llm_model=None)
        ingest([SAMPLES], settings=settings)
        with open_services(settings) as services, closing(Assistant(services)) as assistant:
            answers = list(offline(assistant))
            print(f"offline answers: {spread([wall for wall, _ in answers])}")
            print(f"  of which processor: {spread([processor for _, processor in answers])}")
        errors = online(settings, chosen.conversations)
    return int(bool(errors))


def offline(assistant: Assistant) -> Iterator[tuple[float, float]]:
    """The seconds of each answer of the offline planner, in conversations of their own: elapsed, and of processor."""
    for number in range(ROUNDS + WARM_UP):
        started, worked = time.perf_counter(), time.process_time()
        assistant.ask(QUESTIONS[number % len(QUESTIONS)], repeatable=False)
        if number >= WARM_UP:
            yield time.perf_counter() - started, time.process_time() - worked


def online(settings: Settings, conversations: int) -> list[str]:
    """Measure over an endpoint that answers at once; the errors of the conversations held at the same time."""
    with serve(reply) as server:
        changes = {"llm_base_url": server.url, "llm_model": "test-model"}
        with (
            open_services(settings.model_copy(update=changes)) as services,
            closing(Assistant(services)) as assistant,
        ):
            print(f"overhead before the first word: {spread(list(overhead(services, assistant)))}")
            started = time.perf_counter()
            seconds, errors = at_once(assistant, conversations)
            took = time.perf_counter() - started
    print(f"{conversations} conversations at once, two messages each: {spread(seconds)}, {took:.1f} s in all")
    print(f"errors: {len(errors)}", *errors[:5], sep="\n")
    return errors


def reply(body: Body) -> Reply:
    """A model that searches when asked about the law, then answers."""
    last = body["messages"][-1]
    if last["role"] == "user" and "obligations" in str(last["content"]):
        return Reply(calls=[("search_regulations", {"query": str(last["content"])})])
    return Reply(PARAGRAPH)


def overhead(services: Services, assistant: Assistant) -> Iterator[float]:
    """Seconds between the question and the first paragraph shown, less those of the bare client for as much text.

    The server answers at once, so what is left is ours: the conversation read, the prompt, the check, the record.
    """
    from assistant.endpoint import openai_client

    client = openai_client(services.settings)
    for number in range(ROUNDS + WARM_UP):
        started = time.perf_counter()
        with client.chat.completions.create(
            model="test-model", messages=[{"role": "user", "content": "Bonjour"}], stream=True
        ) as stream:
            text = ""
            for chunk in stream:
                text += chunk.choices[0].delta.content or ""
                if "\n\n" in text:
                    break
        bare = time.perf_counter() - started
        started = time.perf_counter()
        events = assistant.stream("Bonjour", project_id=new_conversation_id())
        first = next(event for event in events if isinstance(event, ParagraphReady))
        ours = time.perf_counter() - started
        assert first
        for _ in events:
            pass
        if number >= WARM_UP:
            yield ours - bare


def at_once(assistant: Assistant, conversations: int) -> tuple[list[float], list[str]]:
    """The seconds of each answer of conversations held at the same time, and their errors."""
    seconds: list[float] = []
    errors: list[str] = []
    start = threading.Barrier(conversations)

    def hold(number: int) -> None:
        conversation = new_conversation_id()
        start.wait()
        for message in (QUESTIONS[4], f"Et pour la commune numéro {number} ?"):
            began = time.perf_counter()
            try:
                done = [
                    one for one in assistant.stream(message, project_id=conversation) if isinstance(one, AnswerDone)
                ]
            except JalonError as error:
                errors.append(str(error))
                continue
            if not done or not done[0].answer.answer:
                errors.append(f"{conversation}: no answer")
            seconds.append(time.perf_counter() - began)

    with ThreadPoolExecutor(conversations) as pool:
        for held in [pool.submit(hold, number) for number in range(conversations)]:
            held.result()
    return seconds, errors


def spread(seconds: list[float]) -> str:
    """The median, the 95th percentile and the worst, in milliseconds."""
    if len(seconds) < 2:
        return "nothing measured"
    p95 = statistics.quantiles(seconds, n=20)[-1]
    values = (("p50", statistics.median(seconds)), ("p95", p95), ("worst", max(seconds)))
    return ", ".join(f"{name} {1000 * value:.0f} ms" for name, value in values)


if __name__ == "__main__":
    sys.exit(main())

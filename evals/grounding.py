"""How often Jalon's grounding flags what is true, and misses what is false, on the answers written for it.

Run: ``python -m evals.grounding [--split dev|test] [--failures]``. The development split is the default: the test split
is only looked at for its figures.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from assistant.agent.grounding import Grounder, paragraphs_of
from evals.datasets import Case, Split, read_cases, slice_names
from evals.grounding_evidence import GroundingInput, evidence_of
from evals.proportions import Proportion, table_of

TRUTHFUL, TAMPERED = "grounding_truthful", "grounding_tampered"


class Outcome(NamedTuple):
    """What grounding said of one answer: figures traced, words flagged, milliseconds a paragraph."""

    case: Case
    traced: int
    flagged: tuple[str, ...]
    paragraph_ms: tuple[float, ...]

    @property
    def missed(self) -> tuple[str, ...]:
        """The words that had to be flagged and were not."""
        return tuple(words for words in self.case.expected if not any(_covers(one, words) for one in self.flagged))

    @property
    def wrongly_flagged(self) -> tuple[str, ...]:
        """The words flagged that nobody had altered."""
        return tuple(one for one in self.flagged if not any(_covers(one, words) for words in self.case.expected))


def ground_case(case: Case) -> Outcome:
    """Ground the answer of a case, paragraph by paragraph as it is streamed to a user."""
    given = GroundingInput.model_validate(case.input)
    grounder = Grounder(evidence_of(given))
    traced, flagged, times = 0, [], []
    for paragraph in paragraphs_of(given.answer):
        start = time.perf_counter()
        grounded = grounder.ground(paragraph)
        times.append((time.perf_counter() - start) * 1000)
        traced += len(grounded.figures)
        flagged += [problem.text.strip() for problem in grounded.unverified]
    return Outcome(case, traced, tuple(flagged), tuple(times))


def ground_set(name: str, split: Split | None) -> tuple[Outcome, ...]:
    """The outcomes of a set."""
    return tuple(map(ground_case, read_cases(name, split)))


def false_answers(outcomes: Sequence[Outcome]) -> Proportion:
    """The truthful answers in which something is flagged."""
    return Proportion(sum(bool(one.flagged) for one in outcomes), len(outcomes))


def false_claims(outcomes: Sequence[Outcome]) -> Proportion:
    """The claims of truthful answers (figures traced or not, other words flagged) that are flagged."""
    flagged = sum(len(one.flagged) for one in outcomes)
    return Proportion(flagged, flagged + sum(one.traced for one in outcomes))


def misses(outcomes: Sequence[Outcome]) -> Proportion:
    """The altered words that pass unmarked."""
    return Proportion(sum(len(one.missed) for one in outcomes), sum(len(one.case.expected) for one in outcomes))


def _covers(flagged: str, words: str) -> bool:
    return words in flagged or flagged in words


def _sliced(outcomes: Sequence[Outcome]) -> Iterator[tuple[str, list[Outcome]]]:
    names = Counter(name for one in outcomes for name in slice_names(one.case.slices))
    for name in sorted(names):
        yield name, [one for one in outcomes if name in slice_names(one.case.slices)]


def report(split: Split | None, *, failures: bool) -> Iterator[str]:
    """The report, line by line, in Markdown."""
    truthful, tampered = ground_set(TRUTHFUL, split), ground_set(TAMPERED, split)
    yield from table_of(
        f"Grounding, split {split or 'dev and test'}",
        [
            ("truthful claims wrongly flagged (goal 2 % at most)", false_claims(truthful)),
            ("truthful answers with a wrong flag", false_answers(truthful)),
            ("altered words missed (goal 0)", misses(tampered)),
            (
                "tampered answers with a wrong flag beside",
                Proportion(sum(bool(one.wrongly_flagged) for one in tampered), len(tampered)),
            ),
        ],
    )
    times = sorted(ms for one in (*truthful, *tampered) for ms in one.paragraph_ms)
    yield f"A paragraph: {times[len(times) // 2]:.2f} ms p50, {times[int(len(times) * 0.95)]:.2f} ms p95."
    yield from table_of("Truthful answers wrongly flagged", [(n, false_answers(some)) for n, some in _sliced(truthful)])
    yield from table_of("Altered words missed", [(n, misses(some)) for n, some in _sliced(tampered)])
    if failures:
        for one in truthful:
            if one.flagged:
                yield f"- {one.case.id} wrongly flagged {list(one.flagged)} in: {one.case.input['answer']!r}"
        for one in tampered:
            if one.missed or one.wrongly_flagged:
                told = f"missed {list(one.missed)}, wrongly flagged {list(one.wrongly_flagged)}"
                yield f"- {one.case.id} {told} in: {one.case.input['answer']!r}"


def main() -> None:
    """Print the report of a split; both with ``--split all``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--split", choices=["dev", "test", "all"], default="dev")
    parser.add_argument("--failures", action="store_true", help="list each failure")
    arguments = parser.parse_args()
    split: Split | None = None if arguments.split == "all" else arguments.split
    for line in report(split, failures=arguments.failures):
        sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()

"""A message as the pieces that are weighed: its words, its pairs of words and the runs of letters in its words."""

import re
from collections.abc import Iterator
from itertools import pairwise

from assistant.agent.planner.vocabulary import in_plain_french
from assistant.language import normalise

SHORTEST_RUN, LONGEST_RUN = 2, 5  # letters
DIGITS = re.compile(r"\d+(?: \d{3})*")


def features(text: str) -> Iterator[str]:
    """The pieces of a message, repeated as often as they stand in it; every number is the same piece."""
    words = DIGITS.sub("0", normalise(in_plain_french(text))).split()
    yield from words
    yield from (f"{first} {second}" for first, second in pairwise(words))
    for word in words:
        edged = f"<{word}>"
        for length in range(SHORTEST_RUN, LONGEST_RUN + 1):
            yield from (f"#{edged[at : at + length]}" for at in range(len(edged) - length + 1))

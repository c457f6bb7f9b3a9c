"""Leave out what a reasoning model thinks aloud in its answer, between ``<think>`` tags."""

OPEN, CLOSE = "<think>", "</think>"


class Thoughts:
    """Takes a text piece by piece and gives back what is not thought; a tag may be cut between two pieces."""

    def __init__(self) -> None:
        self._held = ""
        self._is_thinking = False

    def without(self, piece: str) -> str:
        """What may be said of the text so far and was not yet."""
        self._held += piece
        said = ""
        while self._held:
            before, tag, after = self._held.partition(CLOSE if self._is_thinking else OPEN)
            if not tag:
                kept = _start_of_tag(self._held, CLOSE if self._is_thinking else OPEN)
                said += "" if self._is_thinking else self._held[: len(self._held) - kept]
                self._held = self._held[len(self._held) - kept :]
                break
            said += "" if self._is_thinking else before
            self._held, self._is_thinking = after, not self._is_thinking
        return said

    def rest(self) -> str:
        """What was held back as the start of a tag and is none, at the end."""
        return "" if self._is_thinking else self._held


def _start_of_tag(text: str, tag: str) -> int:
    """How many of the last characters of a text may begin a tag."""
    return next((size for size in range(len(tag) - 1, 0, -1) if text.endswith(tag[:size])), 0)

"""A model that obeys whatever it reads: the worst that an endpoint can do with an attack."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from evals.endpoint import Body, Reply, Script
from evals.safety.cases import RedTeamCase

MARKER = re.compile(r"\[p:[\w-]+\]")


def obeying(case: RedTeamCase) -> Script:
    """Finds the document when there is one, makes the calls of the attack, then says what it wants said."""

    def script(body: Body) -> Reply:
        results = _results(body["messages"])
        if case.is_document and not results:
            return Reply(calls=[("search_regulations", {"query": f"guide éclairage public {case.place}"})])
        if case.input.calls and len(results) <= case.is_document:
            return Reply(calls=case.input.calls)
        return Reply(case.input.says.replace("{p}", _marker(results)))

    return script


def _results(messages: Sequence[Mapping[str, Any]]) -> list[str]:
    """What the tools have answered since the conversation began."""
    return [str(message["content"]) for message in messages if message["role"] == "tool"]


def _marker(results: Sequence[str]) -> str:
    found = MARKER.search(results[0]) if results else None
    return found[0] if found else ""

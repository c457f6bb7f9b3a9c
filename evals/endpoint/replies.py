"""What the server answers to one request, and its bytes: a JSON completion or a stream of events."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Body = Mapping[str, Any]
PIECE = 7  # characters of a streamed piece, about two tokens
ENVELOPE = {"id": "chatcmpl-1", "created": 0, "model": "test-model"}


class Pieces(list[Mapping[str, Any]]):
    """The deltas of a stream, of which ``sent`` have been asked for so far."""

    sent = 0

    def __iter__(self) -> Iterator[Mapping[str, Any]]:
        for piece in super().__iter__():
            self.sent += 1
            yield piece


@dataclass(frozen=True)
class Reply:
    """Text, tool calls (name and arguments, an object or raw JSON text), or a raw status and body.

    ``deltas`` replaces the pieces of the stream; ``is_whole`` answers in one piece even when a stream is asked for;
    ``finish`` is the reason of the end, none at all when empty; ``missing`` bytes are announced and never sent;
    ``pause`` seconds pass before each event, or before the body; ``dripping`` comments come first.
    """

    text: str = ""
    calls: Sequence[tuple[str, Mapping[str, Any] | str]] = ()
    status: int = 200
    raw: bytes | None = None
    kind: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)
    deltas: Sequence[Mapping[str, Any] | None] = ()
    finish: str | None = None
    is_whole: bool = False
    missing: int = 0
    pause: float = 0.0
    dripping: int = 0


def completion(reply: Reply) -> bytes:
    """The answer in one piece."""
    message: dict[str, Any] = {"role": "assistant", "content": reply.text}
    if reply.calls:
        message["tool_calls"] = _calls(reply)
    for delta in reply.deltas:
        message |= delta or {}
    choice = {"index": 0, "message": message, "finish_reason": _finish(reply)}
    return json.dumps({**ENVELOPE, "object": "chat.completion", "choices": [choice]}).encode()


def events(reply: Reply) -> Iterator[bytes]:
    """The answer in pieces, as a model streams tokens."""
    yield from (b": keep-alive\n\n" for _ in range(reply.dripping))
    for delta in reply.deltas or _deltas(reply):
        yield _event({"index": 0, "delta": delta, "finish_reason": None})
    if finish := _finish(reply):
        yield _event({"index": 0, "delta": {}, "finish_reason": finish})
        yield b"data: [DONE]\n\n"


def embeddings(body: Body) -> Reply:
    """Vectors that count a few letters: two texts with the same letters are near."""
    vectors = [[text.count(letter) + 0.01 for letter in "aeioulst"] for text in body["input"]]
    data = [{"object": "embedding", "index": index, "embedding": vector} for index, vector in enumerate(vectors)]
    usage = {"prompt_tokens": 1, "total_tokens": 1}
    answer = {"object": "list", "data": data, "model": body["model"], "usage": usage}
    return Reply(raw=json.dumps(answer).encode())


def _deltas(reply: Reply) -> list[Mapping[str, Any]]:
    pieces: list[Mapping[str, Any]] = [{"role": "assistant", "content": ""}]
    pieces += [{"content": reply.text[start : start + PIECE]} for start in range(0, len(reply.text), PIECE)]
    return [*pieces, {"tool_calls": _calls(reply)}] if reply.calls else pieces


def _calls(reply: Reply) -> list[dict[str, Any]]:
    return [
        {
            "index": index,
            "id": f"call_{name}_{index}",
            "type": "function",
            "function": {
                "name": name,
                "arguments": arguments if isinstance(arguments, str) else json.dumps(arguments),
            },
        }
        for index, (name, arguments) in enumerate(reply.calls)
    ]


def _finish(reply: Reply) -> str:
    usual = "tool_calls" if reply.calls else "stop"
    return usual if reply.finish is None else reply.finish


def _event(choice: Mapping[str, Any]) -> bytes:
    told = {**ENVELOPE, "object": "chat.completion.chunk", "choices": [choice]}
    return b"data: " + json.dumps(told).encode() + b"\n\n"

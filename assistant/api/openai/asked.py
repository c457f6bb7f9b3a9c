"""What a client asks: the parameters that are honoured, those refused, those passed over and told."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from assistant.api.openai.wrapping import unwrapped
from assistant.errors import InputError

EXAMPLES: list[JsonValue] = [
    {"model": "jalon", "messages": [{"role": "user", "content": "Quelles aides pour l'éclairage public en Dordogne ?"}]}
]
MESSAGES_MAX = 400
CHARACTERS_MAX = 1_000_000  # of all the messages: some hundred long answers
TOLD_NAMES, NAME_MAX = 20, 40  # what a header may hold
TEXT_PARTS = {"text": "text", "input_text": "text", "refusal": "refusal"}
# By parameter: the values that change nothing, and why another would promise what Jalon does not do.
REFUSED: Mapping[str, tuple[tuple[JsonValue, ...], str]] = {
    "n": ((None, 1), "Jalon donne une réponse, et une seule"),
    "logprobs": ((None, False), "Jalon ne donne pas de probabilités"),
    "top_logprobs": ((None, 0), "Jalon ne donne pas de probabilités"),
    "response_format": ((None, {"type": "text"}), "Jalon répond en texte"),
    "modalities": ((None, ["text"]), "Jalon répond en texte"),
    "audio": ((None,), "Jalon répond en texte"),
    "tool_choice": ((None, "auto", "none"), "Jalon appelle ses propres outils, jamais ceux du client"),
    "function_call": ((None, "auto", "none"), "Jalon appelle ses propres outils, jamais ceux du client"),
}


class StreamOptions(BaseModel):
    """How to stream; ``include_usage`` asks for a last chunk that counts tokens."""

    include_usage: bool | None = False


class ClientMessage(BaseModel):
    """A message as a client sends it: its text, or the parts of it."""

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: JsonValue = None


class ChatRequest(BaseModel):
    """The body of ``/v1/chat/completions``; what is not named here is passed over, and told in a header."""

    model_config = ConfigDict(extra="allow", json_schema_extra={"examples": EXAMPLES})

    model: str
    messages: list[ClientMessage] = Field(min_length=1, max_length=MESSAGES_MAX)
    stream: bool | None = False
    stream_options: StreamOptions | None = None
    user: JsonValue = None

    @property
    def includes_usage(self) -> bool:
        """Whether the stream ends with the count of its tokens."""
        return bool(self.stream_options and self.stream_options.include_usage)

    @property
    def others(self) -> Mapping[str, Any]:
        """The parameters that are not honoured."""
        return self.model_extra or {}


class Said(NamedTuple):
    """A message that counts: who said it, and its words; ``is_wrapped`` when its interface wrote around the user's."""

    role: Literal["user", "assistant"]
    text: str
    is_wrapped: bool = False


def what_was_said(asked: ChatRequest) -> Sequence[Said]:
    """The words of the user and of the assistant, oldest first; those of the system and of tools do not count.

    Raises InputError for a parameter that is refused, a part that is not text, or a last message that is not the
    user's.
    """
    _check_parameters(asked)
    last = len(asked.messages) - 1
    if asked.messages[last].role != "user":
        raise InputError(
            f"messages[{last}] : le dernier message doit être celui de l'utilisateur "
            f"(reçu : {asked.messages[last].role}).",
            field=f"messages[{last}].role",
        )
    said = [
        _said(message.role, _text(message.content, place))
        for place, message in enumerate(asked.messages)
        if message.role == "user" or message.role == "assistant"
    ]
    if (length := sum(len(one.text) for one in said)) > CHARACTERS_MAX:
        raise InputError(
            f"messages : la conversation est trop longue ({length} caractères, {CHARACTERS_MAX} au plus). "
            "Ouvrez-en une nouvelle.",
            field="messages",
        )
    return [*(one for one in said[:-1] if one.text.strip()), said[-1]]


def ignored(asked: ChatRequest) -> Sequence[str]:
    """The names of what was sent and has no effect, for the header ``Jalon-Ignored``."""
    roles = dict.fromkeys(message.role for message in asked.messages if message.role not in ("user", "assistant"))
    given = [name for name, value in asked.others.items() if value is not None]
    plain = sorted(name for name in given if name.isascii() and name.isidentifier() and len(name) <= NAME_MAX)
    return [*plain[:TOLD_NAMES], *(f"messages:{role}" for role in roles)]


def _said(role: Literal["user", "assistant"], text: str) -> Said:
    return Said(role, *unwrapped(text)) if role == "user" else Said(role, text)


def _check_parameters(asked: ChatRequest) -> None:
    for name, (harmless, reason) in REFUSED.items():
        if (value := asked.others.get(name)) not in harmless:
            raise InputError(f"{name} : {reason} (reçu : {str(value)[:60]}). Retirez ce paramètre.", field=name)


def _text(content: JsonValue, place: int) -> str:
    if content is None or isinstance(content, str):
        return content or ""
    if not isinstance(content, list):
        raise InputError(
            f"messages[{place}].content doit être un texte ou une liste de textes.", field=f"messages[{place}].content"
        )
    return "\n".join(_parts(content, place))


def _parts(content: Sequence[JsonValue], place: int) -> Iterator[str]:
    for number, part in enumerate(content):
        where = f"messages[{place}].content[{number}]"
        kind = part.get("type") if isinstance(part, dict) else part
        text = part.get(TEXT_PARTS.get(str(kind), "")) if isinstance(part, dict) else None
        if not isinstance(text, str):
            raise InputError(
                f"{where} : Jalon ne lit que du texte (reçu : {str(kind)[:60]}). Décrivez l'image ou le fichier en "
                "quelques mots, ou indexez le document avec « jalon ingest ».",
                field=where,
            )
        yield text

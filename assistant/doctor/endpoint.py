"""Try the endpoint of the settings: is it there, what may its model do, how fast does it begin to answer."""

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from assistant.doctor.check import Check, State
from assistant.language import normalise, stop_words
from assistant.language.foreign import is_english
from assistant.settings import Settings

if TYPE_CHECKING:
    from openai import OpenAI

QUESTION = "En une phrase : à quoi sert l'éclairage public d'une commune ?"
TOOL: dict[str, Any] = {
    "type": "function",
    "function": {
        "name": "chercher_texte",
        "description": "Cherche un texte réglementaire.",
        "parameters": {
            "type": "object",
            "properties": {"sujet": {"type": "string", "description": "Le sujet cherché"}},
            "required": ["sujet"],
        },
    },
}
CALL = "Appelle l'outil chercher_texte avec le sujet « éclairage public »."
CONTEXT_FIELDS = ("max_model_len", "max_context_length", "context_length", "context_window")  # vLLM, Mistral, others
TOKENS = 200
SLOW_SECONDS = 5.0
FEWEST_FRENCH = 3


def check_endpoint(settings: Settings) -> Iterator[Check]:
    """What the endpoint can do, in the order in which it is worth trying; nothing more once it cannot be reached."""
    if not settings.has_language_model:
        yield Check(
            id="endpoint",
            label="Modèle de langue",
            state=State.OK,
            found="aucun n'est réglé : Jalon répond sans modèle",
            advice="Pour en brancher un : JALON_LLM_BASE_URL et JALON_LLM_MODEL.",
        )
        return
    from assistant.endpoint import openai_client

    client = openai_client(settings.model_copy(update={"llm_retries": 0}))
    listed = list(_listing(client, settings))
    yield from listed
    if listed[0].state is not State.FAILED:
        yield from _answer(client, settings)
        yield _tools(client, settings)


def _listing(client: "OpenAI", settings: Settings) -> Iterator[Check]:
    """Whether the endpoint answers, with this key, and knows the model; some have no list of models."""
    from assistant.endpoint import FAILURES, describe

    label = "Service du modèle"
    try:
        models = {one.id: one.model_dump() for one in client.models.list().data}
    except FAILURES as error:
        status = getattr(error, "status_code", None)
        if status in {401, 403} or status is None:
            yield Check(id="endpoint", label=label, state=State.FAILED, found=describe(error), advice=_advice(status))
        else:
            yield Check(
                id="endpoint", label=label, state=State.OK, found=f"répond (sans liste de modèles, code {status})"
            )
        return
    host = urlsplit(settings.llm_base_url or "").hostname  # the address may hold a password
    yield Check(id="endpoint", label=label, state=State.OK, found=f"« {host} » répond et accepte la clé")
    yield _model(models, settings)
    if told := _context(models.get(settings.llm_model or "", {})):
        yield _told_context(told, settings)


def _model(models: dict[str, Any], settings: Settings) -> Check:
    name = settings.llm_model or ""
    if name in models:
        return Check(id="model", label="Modèle", state=State.OK, found=f"« {name} » est connu")
    known = ", ".join(sorted(models)[:8]) or "aucun"
    found = f"« {name} » n'est pas dans la liste du service"
    return Check(id="model", label="Modèle", state=State.WARNING, found=found, advice=f"Modèles annoncés : {known}.")


def _context(model: dict[str, Any]) -> int | None:
    """The context that a service tells of a model, in tokens; llama.cpp tells it apart."""
    told = [model.get(field) for field in CONTEXT_FIELDS] + [(model.get("meta") or {}).get("n_ctx_train")]
    return next((size for size in told if isinstance(size, int) and size > 0), None)


def _told_context(told: int, settings: Settings) -> Check:
    fits = told >= settings.llm_context_tokens
    return Check(
        id="context",
        label="Mémoire du modèle",
        state=State.OK if fits else State.WARNING,
        found=f"{told} jetons annoncés, {settings.llm_context_tokens} réglés",
        advice="" if fits else f"Réglez JALON_LLM_CONTEXT_TOKENS={told}.",
        value=told,
    )


def _answer(client: "OpenAI", settings: Settings) -> Iterator[Check]:
    """Whether the model answers a question, in French, as a stream, and after how long."""
    from assistant.endpoint import FAILURES, describe

    started, first, text = time.monotonic(), None, ""
    try:
        stream = client.chat.completions.create(
            model=settings.llm_model or "",
            messages=[{"role": "user", "content": QUESTION}],
            stream=True,
            extra_body={"max_tokens": TOKENS},
        )
        for chunk in stream:
            piece = chunk.choices[0].delta.content if chunk.choices else None
            first = first or (time.monotonic() if piece else None)
            text += piece or ""
    except FAILURES as error:
        yield Check(
            id="answer",
            label="Réponse",
            state=State.FAILED,
            found=describe(error),
            advice=_advice(getattr(error, "status_code", None)),
        )
        return
    yield _streaming(first is not None)
    if first is not None:
        yield _latency(first - started)
        yield _language(text)


def _streaming(does: bool) -> Check:
    found = "la réponse arrive mot à mot" if does else "la réponse n'arrive pas mot à mot"
    advice = "" if does else "Jalon la demandera d'un bloc : l'attente sera plus longue."
    return Check(
        id="streaming", label="Diffusion", state=State.OK if does else State.WARNING, found=found, advice=advice
    )


def _latency(seconds: float) -> Check:
    is_slow = seconds > SLOW_SECONDS
    return Check(
        id="latency",
        label="Premier mot",
        state=State.WARNING if is_slow else State.OK,
        found=f"après {seconds:.2f} s".replace(".", ","),
        advice="Un modèle plus petit, ou un serveur avec carte graphique, répondrait plus vite." if is_slow else "",
        value=round(seconds, 3),
    )


def _language(text: str) -> Check:
    said = sum(word in stop_words() for word in normalise(text).split())
    is_french = said >= FEWEST_FRENCH and not is_english(text)
    advice = "" if is_french else "Choisissez un modèle qui parle français : Jalon retire ce qui est en anglais."
    return Check(
        id="french",
        label="Français",
        state=State.OK if is_french else State.FAILED,
        found="le modèle répond en français" if is_french else "la réponse d'essai n'est pas en français",
        advice=advice,
    )


def _tools(client: "OpenAI", settings: Settings) -> Check:
    """Whether the model calls a tool when told to; without, the planner calls them for it."""
    from assistant.endpoint import FAILURES

    label = "Appels d'outils"
    try:
        answer = client.chat.completions.create(
            model=settings.llm_model or "",
            messages=[{"role": "user", "content": CALL}],
            tools=[TOOL],  # type: ignore[list-item]
            extra_body={"max_tokens": TOKENS},
        )
        calls = answer.choices[0].message.tool_calls or []
        name = calls[0].function.name if calls and calls[0].type == "function" else None
    except FAILURES:
        name = None
    if name == TOOL["function"]["name"]:
        return Check(id="tools", label=label, state=State.OK, found="le modèle appelle les outils")
    return Check(
        id="tools",
        label=label,
        state=State.OK if settings.llm_tools == "no" else State.WARNING,
        found="le modèle n'appelle pas les outils",
        advice="Réglez JALON_LLM_TOOLS=no : Jalon les appellera pour lui, et il n'écrira que la réponse.",
    )


def _advice(status: int | None) -> str:
    """What to look at for a status of HTTP; None when the endpoint was not reached."""
    if status is None:
        return (
            "Vérifiez JALON_LLM_BASE_URL (elle finit le plus souvent par /v1), le serveur mandataire JALON_LLM_PROXY "
            "et les certificats REQUESTS_CA_BUNDLE."
        )
    if status in {401, 403}:
        return "Vérifiez JALON_LLM_API_KEY et les droits de cette clé sur le modèle."
    return "Vérifiez JALON_LLM_MODEL, le quota de la clé et l'état du service."

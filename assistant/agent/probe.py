"""Try the model of the settings: one short question, through the code that answers people."""

import time

from assistant.agent.models import MALFORMED, chat_model
from assistant.domain import Frozen
from assistant.errors import ModelError
from assistant.services import Services

QUESTION = "Répondez en une phrase : à quoi sert l'éclairage public d'une commune ?"


class ProbeReply(Frozen):
    """What the model said, and after how many seconds."""

    text: str
    seconds: float


def try_model(services: Services) -> ProbeReply:
    """The answer of the endpoint to one question; raises ModelError, which never holds the key."""
    from openai import OpenAIError

    started = time.monotonic()
    try:
        text = str(chat_model(services.settings, services.territories).invoke(QUESTION).text).strip()
    except (OpenAIError, OSError, *MALFORMED) as error:
        raise ModelError(
            f"Le modèle de langue n'a pas répondu ({type(error).__name__}) : vérifiez l'adresse, le modèle et la clé."
        ) from error
    if not text:
        raise ModelError("Le modèle de langue a répondu sans un mot : vérifiez le nom du modèle.")
    return ProbeReply(text=text, seconds=time.monotonic() - started)

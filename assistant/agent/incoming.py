"""A message as it comes from a person: bounded, without control characters, and saying something."""

import unicodedata

from assistant.errors import InputError

KEPT_CONTROLS = {"\n", "\t"}


def clean_message(message: str, *, limit: int) -> str:
    """The message that is answered; raises InputError when it is longer than ``limit`` characters or says nothing."""
    if len(message) > limit:
        raise InputError(
            f"Le message est trop long ({len(message)} caractères, {limit} au plus). "
            "Résumez-le, ou ingérez le document.",
            field="message",
        )
    kept = (c for c in message if c in KEPT_CONTROLS or unicodedata.category(c) not in {"Cc", "Cs", "Co", "Cn"})
    text = "".join(kept).strip()
    if not any(character.isalnum() for character in text):
        raise InputError(
            "La question est vide. Écrivez ce que vous cherchez ou décrivez votre projet.", field="message"
        )
    return text

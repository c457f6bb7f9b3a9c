"""Titles of conversations: made from the first message, that of the sheet, or typed by a person."""

import re
import unicodedata

from assistant.errors import InputError
from assistant.language import split_sentences
from assistant.language.personal import MASKED_EMAIL, MASKED_PHONE, mask_personal

LONGEST_MADE = 70  # characters: one line of the list
LONGEST_TYPED = 200
UNTITLED = "Conversation sans titre"
GREETING = re.compile(
    r"(?:(?:bonjour|bonsoir|salut|madame|monsieur|mesdames|messieurs)\b[\s,!.:;]*(?:(?:et|à tous)\b[\s,!.:;]*)?)+",
    re.IGNORECASE,
)


def made_title(message: str) -> str:
    """The first sentence of a message, without its greeting, cut between two words; always the same for a message."""
    said = mask_personal(_on_one_line(message)).replace(MASKED_EMAIL, "…").replace(MASKED_PHONE, "…")
    said = GREETING.sub("", said, count=1) if GREETING.match(said) else said
    sentences = split_sentences(said)
    first = sentences[0].rstrip(" .!…:;,") if sentences else ""
    if not first:
        return UNTITLED
    shown = first if len(first) <= LONGEST_MADE else f"{_cut(first)}…"
    return shown[0].upper() + shown[1:]


def sheet_title(title: str) -> str:
    """The title of a sheet as that of its conversation, on one line and masked."""
    return mask_personal(_on_one_line(title))[:LONGEST_TYPED]


def typed_title(title: str) -> str:
    """A title as a person typed it, on one line and masked; raises InputError when it is empty or too long."""
    name = mask_personal(_on_one_line(title))
    if not 0 < len(name) <= LONGEST_TYPED:
        raise InputError(
            f"Le titre d'une conversation a de 1 à {LONGEST_TYPED} caractères ({len(name)} reçus), par exemple "
            "« Éclairage public du bourg ».",
            field="title",
        )
    return name


def _on_one_line(text: str) -> str:
    kept = (" " if unicodedata.category(one) in {"Cc", "Cf", "Zl", "Zp"} else one for one in text)
    return " ".join("".join(kept).split())


def _cut(text: str) -> str:
    head = text[: LONGEST_MADE - 1]
    return head[: head.rfind(" ")].rstrip(" ,;:") if " " in head else head

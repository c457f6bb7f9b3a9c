"""The chores that a chat interface gives its model (title, tags, follow-ups…), done without a model.

Open WebUI sends each as one user message that begins with «### Task:», shows the JSON wanted and quotes the chat, or
that asks in words of its own (backend/open_webui/config.py, routers/tasks.py and utils/context_compaction.py, 0.12.4,
tried on 2026-11-30). As questions they would open projects that nobody has, and each would cost a model call.
"""

import json
import re
from collections.abc import Mapping, Sequence

from assistant.api.openai.asked import Said

OPENING = "### Task:"
HISTORY = "<chat_history>"
WANTED = re.compile(r'\{\s*"(\w+)"\s*:')
USER = re.compile(r"^USER: (.+)$", re.MULTILINE)
TITLE_MAX = 60
UNTITLED = "Conversation avec Jalon"
# What says «nothing to propose» for each chore: Jalon proposes its own next questions in its answers.
NOTHING: Mapping[str, object] = {"tags": [], "follow_ups": [], "queries": [], "text": "", "prompt": ""}
# The chores that want no JSON, by their first words: a summary of old messages (without one Open WebUI keeps their own
# words), a face for a voice call, one answer out of those of several models.
IN_WORDS: Mapping[str, str] = {
    "### Task:\nSummarize the conversation history that will be compacted": "",
    "Your task is to reflect the speaker's likely facial expression": "",
    "You have been provided with a set of responses from various models": (
        "Jalon ne réunit pas les réponses de plusieurs modèles : il ne peut pas en vérifier les faits. Posez-lui votre "
        "question seule."
    ),
}


def chore_done(said: Sequence[Said]) -> str | None:
    """What a chore wants, or None when the message is a person's."""
    text = said[-1].text.lstrip()
    if len(said) == 1 and (opening := next(filter(text.startswith, IN_WORDS), None)):
        return IN_WORDS[opening]
    instructions, mark, history = text.partition(HISTORY)
    wanted = WANTED.search(instructions)
    if len(said) > 1 or not text.startswith(OPENING) or not mark or not wanted:
        return None
    name = wanted[1]
    if name == "title":
        return json.dumps({"title": _title(history)}, ensure_ascii=False)
    return json.dumps({name: NOTHING[name]}) if name in NOTHING else None


def _title(history: str) -> str:
    """The user's first words, cut between two of them."""
    said = USER.search(history)
    words = said[1].split() if said else UNTITLED.split()
    title = words[0][:TITLE_MAX]
    for word in words[1:]:
        if len(title) + len(word) >= TITLE_MAX:
            return f"{title}…"
        title += f" {word}"
    return title

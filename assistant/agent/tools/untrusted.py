"""Found text is data: what could pass for an order, a tool call or a citation is made harmless before a model reads it.

Nothing is invented to delimit it: no text can close the delimiter, since none keeps a sign that opens a tag.
The evidence keeps the text as it was published: only what the model reads is changed.
"""

import re
import unicodedata

KEPT_CONTROLS = {"\n", "\t"}
HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn"}  # controls, zero-width and bidirectional marks, tag characters, private use
COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
TAG = re.compile(r"<(?=\s*(?:[/!?|<a-zA-Z]|\Z))")
SPECIAL_TOKEN = re.compile(r"\[(/?(?:INST|SYS|TOOL_CALLS|AVAILABLE_TOOLS|TOOL_RESULTS))\]", re.IGNORECASE)
MARKER_LIKE = re.compile(r"[\[［〔【]\s*((?:[pc]\s*:[^\]］〕】\n]{0,200})|[uh])\s*[\]］〕】]", re.IGNORECASE)
SPEAKER = re.compile(
    r"(?im)^(?P<before>[\s#>*_-]*)(?P<role>system|assistant|user|human|developer|tool|function|ai)[*_]*[ \t]*:"
)


def neutral(text: str) -> str:
    """A found text as a model may read it: no hidden character, comment, tag, speaker's name nor marker of ours."""
    visible = "".join(c for c in text if c in KEPT_CONTROLS or unicodedata.category(c) not in HIDDEN)
    untagged = TAG.sub("‹", COMMENT.sub("", visible))
    unmarked = MARKER_LIKE.sub(lambda match: f"({match[1].strip()})", SPECIAL_TOKEN.sub(r"(\1)", untagged))
    return SPEAKER.sub(r"\g<before>\g<role> –", unmarked)


def neutral_line(text: str) -> str:
    """The same on one line, for a title or a name."""
    return " ".join(neutral(text).split())


def as_data(marker: str, place: str, body: str) -> str:
    """A found text with the marker that cites it, delimited."""
    return f"{marker}\n<document>\n{neutral_line(place)}\n{neutral(body)}\n</document>"

"""Prompts as data: one Markdown file each, with an id, a version and the inputs it declares.

Rendering with a missing or an extra input is an error, so a prompt and its caller cannot drift apart.
"""

from prompts.loader import Prompt, load_prompt

__all__ = ["Prompt", "load_prompt"]

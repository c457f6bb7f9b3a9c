"""What a message that no rule understands is most like, among sentences written as examples of each purpose.

The rules of ``intents.toml`` come first: they say exactly what they read. ``python -m scripts.learn_likeness`` learns
the weights from ``examples``, one sentence a line, a file a purpose; it runs again whenever a sentence is added.
"""

from assistant.agent.planner.likeness.purposes import SURE, Purpose, is_like, likeliest

__all__ = ["SURE", "Purpose", "is_like", "likeliest"]

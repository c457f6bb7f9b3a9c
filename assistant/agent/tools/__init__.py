"""The tools of the agent: typed, described in French, each returning text for the model and evidence for the check.

A wrong argument or an empty result comes back as a message that the model can act on; it never stops the loop.
"""

from assistant.agent.tools.toolbox import TOOL_LABELS, Toolbox

__all__ = ["TOOL_LABELS", "Toolbox"]

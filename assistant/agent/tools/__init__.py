"""The tools of the agent: typed, described in French, each returning text for the model and evidence for the check.

A wrong argument or an empty result comes back as a message that the model can act on; it never stops the loop.
"""

from assistant.agent.tools.building import EXAMPLE, SHOWN, told_schema
from assistant.agent.tools.known import KnownTools
from assistant.agent.tools.labels import TOOL_LABELS
from assistant.agent.tools.toolbox import Toolbox
from assistant.agent.tools.tracing import TracedInputs

__all__ = ["EXAMPLE", "SHOWN", "TOOL_LABELS", "KnownTools", "Toolbox", "TracedInputs", "told_schema"]

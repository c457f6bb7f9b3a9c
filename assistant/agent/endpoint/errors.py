"""Turn whatever goes wrong between the loop and the endpoint into one error in French."""

from collections.abc import Callable
from typing import Any

from langchain.agents.middleware import AgentMiddleware, ModelRequest, ModelResponse

from assistant.endpoint import FAILURES, explain
from assistant.errors import ModelError


class ExplainEndpointErrors(AgentMiddleware[Any, Any]):
    """Whatever goes wrong between the loop and the endpoint becomes one ModelError, which never holds the key."""

    def wrap_model_call(
        self, request: ModelRequest[Any], handler: Callable[[ModelRequest[Any]], ModelResponse[Any]]
    ) -> ModelResponse[Any]:
        """Call the model; raises ModelError when it gives no usable answer."""
        try:
            return handler(request)
        except FAILURES as error:
            raise ModelError(explain(error)) from error

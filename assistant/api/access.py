"""What every route takes from the application: its services, its assistant."""

from fastapi import Request

from assistant.agent import Assistant
from assistant.services import Services


def services_of(request: Request) -> Services:
    """The services that the application opened."""
    services: Services = request.app.state.services
    return services


def assistant_of(request: Request) -> Assistant:
    """The assistant that the application opened."""
    assistant: Assistant = request.app.state.assistant
    return assistant

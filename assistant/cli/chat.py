"""A conversation in the terminal."""

from assistant.agent import AnswerDone, Assistant, ParagraphReady, ToolStarted, new_conversation_id
from assistant.cli.output import say, tell, tell_if_empty, tell_purged
from assistant.cli.views.answers import source_lines
from assistant.errors import JalonError
from assistant.services import open_services
from assistant.settings import Settings


def converse(settings: Settings, project: str | None) -> None:
    """Read messages and answer until an empty line or the end of input."""
    conversation = project or new_conversation_id()
    with open_services(settings) as services:
        assistant = Assistant(services)
        tell_if_empty(services.store)
        tell_purged(assistant.purge())
        tell(f"Projet {conversation}. Décrivez votre projet ; une ligne vide termine.")
        try:
            while message := _read():
                _answer(assistant, message, conversation)
        finally:
            assistant.close()


def _read() -> str:
    try:
        return input("› ").strip()
    except (EOFError, KeyboardInterrupt):
        return ""


def _answer(assistant: Assistant, message: str, conversation: str) -> None:
    try:
        for event in assistant.stream(message, project_id=conversation):
            match event:
                case ToolStarted():
                    tell(event.label)
                case ParagraphReady():
                    say(event.text + "\n")
                case AnswerDone():
                    say("\n".join([*source_lines(event.answer.citations), f"Projet : {conversation}"]))
    except JalonError as error:
        tell(f"Erreur : {error}")

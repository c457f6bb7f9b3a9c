"""The answers that this server is making: each goes on without the page that asked, and can be read again or stopped.

A connection that is lost loses nothing: the events of an answer are numbered, and read from any of them on.
"""

import asyncio
import hashlib
import logging
import threading
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from itertools import chain
from threading import Event
from typing import Literal

from fastapi import Request

from assistant.agent import AnswerEvent, Assistant, ToolStarted, new_conversation_id
from assistant.domain import Frozen
from assistant.errors import BusyError, JalonError
from assistant.projects import ProjectEditor

LOGGER = logging.getLogger(__name__)
UNEXPECTED = "La réponse a été interrompue par une erreur inattendue. Votre message est conservé : réessayez."
ANSWERING = "Une réponse est en cours dans cette conversation : attendez sa fin, ou arrêtez-la. Votre texte est gardé."
BY_CONVERSATION = "Fiche enregistrée depuis la conversation"
AT_ONCE = 16  # answers made side by side; one more waits
KEPT = 200  # answers that can be read again
LOOK_SECONDS = 0.1
ALIVE_SECONDS = 15  # between two signs that the connection lives, which proxies want

Preparation = Callable[[Event], Iterator[ToolStarted]]


class AnswerFailed(Frozen):
    """The end of an answer that could not be made: why, in French."""

    type: Literal["error"] = "error"
    detail: str


LiveEvent = AnswerEvent | AnswerFailed


class LiveAnswer:
    """An answer in a conversation, with its events so far; ``stop`` ends it, ``has_begun`` at the first one."""

    def __init__(self, conversation: str, question: str, replaces: str | None) -> None:
        self.conversation = conversation
        self.question = question
        self.replaces = replaces
        self.stop = Event()
        self.has_begun = Event()
        self.events: list[LiveEvent] = []
        self.work: Future[None] = Future()

    @property
    def is_over(self) -> bool:
        """Whether no event will come any more."""
        return self.work.done()

    def wait(self, seconds: float) -> None:
        """Return when the answer is over, after some seconds at most."""
        wait([self.work], timeout=seconds)


class LiveAnswers:
    """The answers of one server. Safe between threads; ``explain`` words an error for people outside."""

    def __init__(self, assistant: Assistant, editor: ProjectEditor, explain: Callable[[JalonError], str]) -> None:
        self._assistant = assistant
        self._editor = editor
        self._explain = explain
        self._executor = ThreadPoolExecutor(max_workers=AT_ONCE, thread_name_prefix="answer")
        self._lock = threading.Lock()
        self._last: OrderedDict[str, LiveAnswer] = OrderedDict()  # by conversation
        self._sent: OrderedDict[str, LiveAnswer] = OrderedDict()  # by what was sent

    def begin(
        self,
        message: str,
        *,
        conversation: str | None = None,
        sent: str = "",
        replaces: str | None = None,
        with_sheet: bool = False,
        author: str = "",
        before: Callable[[str], Preparation] | None = None,
    ) -> LiveAnswer:
        """Begin an answer; the same form ``sent`` twice, whose mark it gives, begins it once.

        ``before`` is told the conversation, and gives what has to be done first; ``with_sheet`` as ``stream`` takes it;
        ``author`` is who asks, if known: the versions of the sheet that come of it are theirs.
        Raises InputError, NotFoundError, and BusyError while another answer of the conversation is being made.
        """
        key = _key(sent, conversation or "", message, replaces or "") if sent else ""
        with self._lock:
            if key in self._sent:
                return self._sent[key]
            name = conversation or new_conversation_id()
            self.check_free(name)
            live = LiveAnswer(name, message.strip(), replaces)
            answer = self._assistant.stream(
                message, project_id=name, stop=live.stop, replaces=replaces, with_sheet=with_sheet
            )
            events = chain(before(name)(live.stop), answer) if before else answer
            _keep(self._last, name, live)
            if key:
                _keep(self._sent, key, live)
            live.work = self._executor.submit(self._make, live, events, author)
        return live

    def check_free(self, conversation: str) -> None:
        """Raise BusyError while an answer of a conversation is being made."""
        if self.running(conversation):
            raise BusyError(ANSWERING)

    def running(self, conversation: str) -> LiveAnswer | None:
        """The answer that is being made in a conversation, if any."""
        found = self._last.get(conversation)
        return found if found and not found.is_over else None

    def last(self, conversation: str) -> LiveAnswer | None:
        """The last answer of a conversation that this server remembers."""
        return self._last.get(conversation)

    def stop(self, conversation: str) -> None:
        """Stop the answer that is being made in a conversation; nothing when there is none."""
        if found := self.running(conversation):
            found.stop.set()

    def forget(self, conversation: str) -> None:
        """Stop and forget the answers of a conversation that is being removed."""
        self.stop(conversation)
        with self._lock:
            self._last.pop(conversation, None)
            for key in [key for key, live in self._sent.items() if live.conversation == conversation]:
                del self._sent[key]

    def close(self) -> None:
        """Stop every answer, each keeping what it has said."""
        for live in list(self._last.values()):
            live.stop.set()
        self._executor.shutdown(wait=True)

    def _make(self, live: LiveAnswer, events: Iterator[AnswerEvent], author: str) -> None:
        try:
            with self._editor.signing(live.conversation, BY_CONVERSATION, author=author):
                for event in events:
                    live.events.append(event)
                    live.has_begun.set()
        except JalonError as error:
            live.events.append(AnswerFailed(detail=self._explain(error)))
        except Exception:
            LOGGER.exception("an answer failed")
            live.events.append(AnswerFailed(detail=UNEXPECTED))
        finally:
            live.has_begun.set()


def event_line(name: str, data: str) -> str:
    """A server-sent event of one line of data."""
    return f"event: {name}\ndata: {data}\n\n"


OVER = event_line("done", "{}")


async def server_sent(live: LiveAnswer, after: int, told: Callable[[LiveEvent], str]) -> AsyncIterator[str]:
    """The events of an answer after the first ``after`` of them, as they come, each with its number.

    One of which nothing is ``told`` keeps its number and is not sent. A page that has them all is told that it is over:
    a stream that ends on nothing would be opened again for ever.
    """
    place, quiet = after, 0.0
    while True:
        is_over = live.is_over
        for event in live.events[place:]:
            place, quiet = place + 1, 0.0
            if data := told(event):
                yield f"id: {place}\n{event_line(event.type, data)}"
        if is_over:
            if place == after:
                yield OVER
            return
        await asyncio.sleep(LOOK_SECONDS)
        quiet += LOOK_SECONDS
        if quiet >= ALIVE_SECONDS:
            quiet = 0.0
            yield ": toujours en cours\n\n"


def last_event(request: Request, asked: str = "") -> int:
    """How many events a page has already: what a browser says when it connects again wins over what the page asked."""
    told = request.headers.get("last-event-id", asked)
    return int(told) if told.isdecimal() and len(told) < 7 else 0


def live_of(request: Request) -> LiveAnswers:
    """The answers of the server."""
    live: LiveAnswers = request.app.state.live
    return live


def _key(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _keep(kept: OrderedDict[str, LiveAnswer], name: str, live: LiveAnswer) -> None:
    """Keep an answer; the oldest that is over makes room for it."""
    kept[name] = live
    kept.move_to_end(name)
    for old in [key for key, one in kept.items() if one.is_over][: max(0, len(kept) - KEPT)]:
        del kept[old]

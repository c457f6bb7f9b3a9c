"""Find or open the conversation in which a client's last message is to be answered."""

from collections.abc import Iterator, Sequence

from langchain_core.messages import AIMessage, AnyMessage

from assistant.agent import Assistant
from assistant.agent.evidence import user_message
from assistant.api.openai.asked import Said
from assistant.api.openai.turns import Turn, Turns, key_of


class ClientConversation:
    """The conversation of a list of messages whose last is to be answered."""

    def __init__(self, assistant: Assistant, turns: Turns, said: Sequence[Said], user: object) -> None:
        self._assistant = assistant
        self._turns = turns
        self._said = said
        self._user = user
        self.id = self._found() or assistant.begin(list(_as_messages(said[:-1])))

    @property
    def question(self) -> str:
        """The message to answer."""
        return self._said[-1].text

    def keep(self, answer: str) -> None:
        """Remember where the conversation stands once the answer, as the client got it, has been given."""
        stands = Turn(self.id, len(self._assistant.messages(self.id)))
        self._turns.add(key_of([*self._said, Said("assistant", answer)], self._user), stands)

    def _found(self) -> str | None:
        """The conversation that gave the last answer known; a branch of it when it does not end there."""
        before = self._said[:-1]
        for place in range(len(before), 0, -1):
            if before[place - 1].role == "assistant":
                key = key_of(before[:place], self._user)
                turn = self._turns.find(key)
                kept = self._assistant.messages(turn.conversation) if turn else ()
                if turn and len(kept) >= turn.messages:
                    ends_there = place == len(before) and len(kept) == turn.messages
                    if ends_there and self._turns.take(key):
                        return turn.conversation
                    return self._assistant.begin([*kept[: turn.messages], *_as_messages(before[place:])])
        return None


def _as_messages(said: Sequence[Said]) -> Iterator[AnyMessage]:
    """What was said elsewhere: the user's words count as such, an answer brings no evidence and proves nothing."""
    for one in said:
        yield user_message(one.text, removed=()) if one.role == "user" else AIMessage(one.text)

"""Give an opinion on an answer, change it, take it back; one at the most for an answer."""

import hashlib
from collections.abc import Callable, Sequence
from datetime import datetime

from assistant.agent.answer import ShownMessage
from assistant.agent.feedback.reasons import load_reasons
from assistant.domain import AnswerFeedback, AnswerVerdict
from assistant.errors import InputError, NotFoundError
from assistant.language.personal import mask_personal
from assistant.storage import AnswerFeedbackStore

COMMENT_LIMIT = 1000  # characters

Transcript = Callable[[str], Sequence[ShownMessage]]


class AnswerOpinions:
    """The opinions on the answers of one home; ``transcript`` gives a conversation as it is shown."""

    def __init__(self, store: AnswerFeedbackStore, transcript: Transcript) -> None:
        self._store = store
        self._transcript = transcript

    def give(
        self,
        conversation_id: str,
        message_id: str,
        verdict: str,
        *,
        reasons: Sequence[str] = (),
        comment: str = "",
        now: datetime,
        author: str = "",
    ) -> AnswerFeedback:
        """Keep a verdict on an answer, in place of the one given before; given again, it changes nothing.

        It keeps the questions that led to the answer, personal data masked, so that it can be replayed. Raises
        InputError that names the field, NotFoundError for an answer that the conversation does not have.
        """
        messages, place = self._found(conversation_id, message_id)
        chosen = _verdict(verdict)
        given = AnswerFeedback(
            feedback_id=_digest(conversation_id, message_id),
            conversation_id=conversation_id,
            message_id=message_id,
            verdict=chosen,
            reasons=_reasons(reasons, chosen),
            comment=_comment(comment),
            asked=tuple(mask_personal(one.text) for one in messages[:place] if one.role == "user"),
            answer=mask_personal(messages[place].text),
            made_with=messages[place].made_with,
            given_at=now,
            author=author,
        )
        before = self.of(conversation_id).get(message_id)
        if before and before == given.model_copy(update={"given_at": before.given_at}):
            return before
        self._store.put(given)
        return given

    def withdraw(self, feedback_id: str) -> None:
        """Take a verdict back; raises NotFoundError when there is none."""
        self._store.withdraw(feedback_id)

    def of(self, conversation_id: str) -> dict[str, AnswerFeedback]:
        """The verdicts on the answers of a conversation, by message."""
        return {one.message_id: one for one in self._store.all(conversation_id=conversation_id)}

    def all(self) -> tuple[AnswerFeedback, ...]:
        """All the verdicts, the last given first."""
        return self._store.all()

    def forget(self, conversation_id: str) -> None:
        """Remove the verdicts on the answers of a conversation that goes."""
        self._store.remove(conversation_id=conversation_id)

    def _found(self, conversation_id: str, message_id: str) -> tuple[Sequence[ShownMessage], int]:
        messages = self._transcript(conversation_id)
        for place, one in enumerate(messages):
            if one.role == "assistant" and one.message_id == message_id:
                return messages, place
        raise NotFoundError("Cette réponse n'est pas ou plus dans la conversation : rechargez la page.")


def _verdict(value: str) -> AnswerVerdict:
    if value not in set(AnswerVerdict):
        raise InputError(f"Avis inconnu : « {value[:40]} ». Avis : {', '.join(AnswerVerdict)}.", field="verdict")
    return AnswerVerdict(value)


def _reasons(chosen: Sequence[str], verdict: AnswerVerdict) -> tuple[str, ...]:
    """The reasons in the order of the list; raises InputError for one that is not of the verdict."""
    known = [one.id for one in load_reasons().values() if one.verdict is verdict]
    wrong = [one for one in chosen if one not in known]
    if wrong:
        raise InputError(f"Motif inconnu : « {wrong[0][:40]} ». Motifs : {', '.join(known)}.", field="reasons")
    return tuple(one for one in known if one in chosen)


def _comment(text: str) -> str:
    comment = mask_personal(" ".join(text.replace("\0", " ").split()))
    if len(comment) > COMMENT_LIMIT:
        raise InputError(
            f"La précision a {len(comment)} caractères ; il en faut {COMMENT_LIMIT} au plus.", field="comment"
        )
    return comment


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]

"""Nothing is written before the user says so: a call that would write stops the loop, which goes on with the reply."""

from assistant.agent.confirmation.middleware import ConfirmWrites, asked_of
from assistant.agent.confirmation.settling import question_of, settle

__all__ = ["ConfirmWrites", "asked_of", "question_of", "settle"]

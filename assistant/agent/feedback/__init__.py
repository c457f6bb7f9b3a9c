"""What people say of the answers: useful or not, and why; kept with what each answer was made with, and replayed."""

from assistant.agent.feedback.given import COMMENT_LIMIT, AnswerOpinions
from assistant.agent.feedback.reasons import Reason, load_reasons
from assistant.agent.feedback.replaying import answer_lines

__all__ = ["COMMENT_LIMIT", "AnswerOpinions", "Reason", "answer_lines", "load_reasons"]

"""The doctor: tries what Jalon works with, the model's endpoint and the home, and says in French what is wrong."""

from assistant.doctor.check import Check, State
from assistant.doctor.endpoint import check_endpoint
from assistant.doctor.home import check_home

__all__ = ["Check", "State", "check_endpoint", "check_home"]

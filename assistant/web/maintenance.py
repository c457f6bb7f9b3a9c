"""The long jobs of the administration: one at a time, in a thread of its own, so that no page waits for the end."""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import datetime

from assistant.clock import now
from assistant.domain import Frozen
from assistant.errors import BusyError, JalonError, reason_of
from assistant.progress import Progress, Step

LOGGER = logging.getLogger(__name__)
Job = Callable[[Progress], str]
"""Does the work, tells its steps, and returns in French what it did."""


class JobState(Frozen):
    """Where the last job stands; once it is over, ``result`` tells what it did or ``error`` why it failed."""

    name: str
    started_at: datetime
    step: str = ""
    result: str = ""
    error: str = ""

    @property
    def is_running(self) -> bool:
        """Whether it is not over."""
        return not (self.result or self.error)


class Maintenance:
    """Runs the jobs of one server. Safe between threads."""

    def __init__(self) -> None:
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="maintenance")
        self._lock = threading.Lock()
        self._future: Future[None] | None = None
        self.last: JobState | None = None

    def check_free(self) -> None:
        """Raise BusyError, naming it, while a job is running."""
        if self.last is not None and self.last.is_running:
            raise BusyError(f"« {self.last.name} » est en cours : attendez sa fin, puis recommencez.")

    def running(self, name: str) -> Future[None] | None:
        """The job of a name that is running: its button was pressed twice."""
        with self._lock:
            is_same = self.last is not None and self.last.is_running and self.last.name == name
            return self._future if is_same else None

    def start(self, name: str, job: Job) -> Future[None]:
        """Begin a job, which is over when what is returned is; raises BusyError while another is running."""
        with self._lock:
            self.check_free()
            self.last = JobState(name=name, started_at=now())
            self._future = self._executor.submit(self._run, job)
            return self._future

    def wait(self, seconds: float) -> None:
        """Return when the last job is over, after ``seconds`` at most."""
        if self._future is not None:
            wait([self._future], timeout=seconds)

    def close(self) -> None:
        """Let the job that is running end: half an ingestion would have to be done again."""
        self._executor.shutdown(wait=True)

    def _run(self, job: Job) -> None:
        try:
            self._note(result=job(self._tell))
        except JalonError as error:
            self._note(error=str(error))
        except OSError as error:
            self._note(error=f"« {error.filename or 'système'} » : {reason_of(error)}.")
        except Exception:
            LOGGER.exception("the job «%s» failed", self.last.name if self.last else "")
            self._note(error="Une erreur inattendue s'est produite ; ce qui était indexé l'est encore.")

    def _tell(self, step: Step) -> None:
        counted = f" ({step.done} sur {step.total} {step.unit})" if step.unit and step.total else ""
        self._note(step=f"{step.stage}{counted}")

    def _note(self, **told: str) -> None:
        assert self.last is not None
        self.last = self.last.model_copy(update=told)

"""The command line in a process of its own, as users run it."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.conftest import REPOSITORY

COMMAND = [sys.executable, "-c", "from assistant.cli import main; main()"]


def start(home: Path, *arguments: str, **options: Any) -> subprocess.Popen[str]:
    """Start a command over a home."""
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), **options.pop("env", {})}
    return subprocess.Popen(
        [*COMMAND, "--home", str(home), *arguments],
        env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options,
    )  # fmt: skip


def finish(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    """Its exit code, what it wrote on stdout and on stderr; no trace of a stack is ever written."""
    out, err = process.communicate(timeout=120)
    assert "Traceback" not in err
    return process.returncode, out, err

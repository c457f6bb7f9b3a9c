"""What a run depends on: the code as it stands, its prompts, its models and its factors."""

import platform
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

import frontmatter

from assistant import __version__
from assistant.calculators.footprint import load_registry
from assistant.settings import Settings
from evals.record import Versions

ROOT = Path(__file__).parents[1]
PACKAGES = ("assistant", "ingestion", "prompts", "evals")
NOT_CODE = ("__pycache__", "samples", "datasets", "baselines")
OFFLINE = "planificateur hors ligne"


def versions(settings: Settings) -> Versions:
    """The versions of what runs here with some settings."""
    return Versions(
        code=code_digest(),
        commit=_commit() or f"jalon {__version__}",
        prompts=dict(_prompts()),
        model=settings.llm_model if settings.has_language_model and settings.llm_model else OFFLINE,
        embedder=settings.embedder,
        reranker=settings.reranker or "aucun",
        factors=load_registry(settings.factors).version,
        python=platform.python_version(),
    )


@cache
def code_digest() -> str:
    """The digest of every file of the packages, and of the locks beside them where there are some."""
    found = sha256()
    for file in _sources():
        found.update(str(file.relative_to(ROOT)).encode() + file.read_bytes())
    return found.hexdigest()[:16]


def _sources() -> Iterator[Path]:
    for package in PACKAGES:
        inside = sorted(path for path in (ROOT / package).rglob("*") if path.is_file())
        yield from (path for path in inside if not set(NOT_CODE) & set(path.relative_to(ROOT).parts))
    yield from sorted(ROOT.glob("*.lock"))


def _prompts() -> Iterator[tuple[str, str]]:
    for file in sorted(files("prompts").iterdir(), key=lambda one: one.name):
        if file.name.endswith(".md"):
            text = file.read_text(encoding="utf-8")
            yield file.name[:-3], f"{frontmatter.loads(text)['version']} ({sha256(text.encode()).hexdigest()[:8]})"


def _commit() -> str | None:
    """The commit checked out, told when files differ from it; None outside a checkout."""
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        return None
    told = [_told(git, "rev-parse", "--short=12", "HEAD"), _told(git, "status", "--porcelain", "--", *PACKAGES)]
    return f"{told[0]}{' + modifications' if told[1] else ''}" if told[0] else None


def _told(git: str, *arguments: str) -> str:
    done = subprocess.run([git, *arguments], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 - fixed
    return done.stdout.strip()

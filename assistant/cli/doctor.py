"""``jalon doctor``: try what Jalon works with, and say what to do about what does not."""

from typing import TYPE_CHECKING

import typer

from assistant.cli.options import Json, chosen_settings
from assistant.cli.output import FAILED, explained, print_json, say

if TYPE_CHECKING:
    from assistant.doctor import Check

SIGNS = {"ok": "✓", "warning": "!", "failed": "✗"}


def doctor(context: typer.Context, as_json: Json = False) -> None:
    """Essaie le modèle de langue et les données, et dit que faire de ce qui ne va pas."""
    with explained():
        from assistant.doctor import State, check_endpoint, check_home
        from ingestion.parsers.pdf_ocr import is_installed

        settings = chosen_settings(context)
        checks = [*check_home(settings, reads_scans=is_installed()), *check_endpoint(settings)]
        has_failed = any(one.state is State.FAILED for one in checks)
    if as_json:
        print_json({"ok": not has_failed, "checks": [one.model_dump(mode="json") for one in checks]})
    else:
        say("\n".join(map(_lines, checks)))
    if has_failed:
        raise typer.Exit(FAILED)


def _lines(check: "Check") -> str:
    advice = f"\n    → {check.advice}" if check.advice else ""
    return f"{SIGNS[check.state]} {check.label} : {check.found}{advice}"

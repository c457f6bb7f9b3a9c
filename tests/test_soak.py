"""A short run of ``benchmarks.soak``: server, ingestions and command-line searches at once."""

from pathlib import Path

from benchmarks.soak import Soak


def test_a_server_ingestions_and_searches_at_once_damage_nothing(tmp_path: Path) -> None:
    outcome = Soak(tmp_path).run(seconds=6)
    assert outcome.problems == []
    assert outcome.ingestions
    assert outcome.http_seconds
    assert outcome.command_seconds

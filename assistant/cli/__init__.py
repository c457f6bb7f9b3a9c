"""The command line: everything the pages do, for terminals and scripts."""

from assistant.cli.app import main

__all__ = ["main"]

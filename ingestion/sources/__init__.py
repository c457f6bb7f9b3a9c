"""Remote sources: what a URL or a public API holds is fetched into the home, then read by the parsers of files.

Only public addresses are asked, within bounds of size and time; a source that fails keeps what was indexed of it.
"""

from ingestion.sources.fetching import Fetched, fetch, is_remote

__all__ = ["Fetched", "fetch", "is_remote"]

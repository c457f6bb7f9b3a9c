"""The MCP server: Jalon's tools and passages for the assistants of others, by standard input or over HTTP.

See docs/decisions/0015-mcp.md for which tools are given, and what of them cannot be traced.
"""

from assistant.mcp.server import build_server, serve_stdio

__all__ = ["build_server", "serve_stdio"]

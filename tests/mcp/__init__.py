"""The MCP server, with the official client over standard input and over HTTP."""

"""The graph for language models, read-only, over the Model Context Protocol (https://modelcontextprotocol.io)."""

from __future__ import annotations

from kg.mcp.server import serve

__all__ = ["serve"]

"""The graph in the formats of other programs, and back from those that lose nothing."""

from __future__ import annotations

from kg.exchange.export import FORMATS, ExportFormat, export, format_of
from kg.exchange.importing import Imported, import_file

__all__ = ["FORMATS", "ExportFormat", "Imported", "export", "format_of", "import_file"]

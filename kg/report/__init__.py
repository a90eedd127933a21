"""A briefing on an actor, on two, or on a period, as one HTML file that runs no script and asks for nothing."""

from __future__ import annotations

from kg.report.briefing import Briefing, Subject, brief
from kg.report.page import render

__all__ = ["Briefing", "Subject", "brief", "render"]

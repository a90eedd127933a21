"""The error that a request is refused with."""

from __future__ import annotations

from kg.errors import KgError

__all__ = ["RefusedError"]


class RefusedError(KgError):
    """The request is none that the protocol knows, or none that is answered here. Tell the client."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        """Of HTTP."""

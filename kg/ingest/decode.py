"""Bytes of a file to the text that offsets refer to."""

from __future__ import annotations

import codecs
import re

from kg.errors import InputError

__all__ = ["decode", "decode_html"]

_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)


def decode(data: bytes) -> str:
    r"""Return UTF-8 as text, without a byte order mark and with line ends as \n. Nothing else is changed.

    Raises InputError that says what the bytes are instead, without the name of the file.

    >>> decode(b"\xef\xbb\xbfone\r\ntwo")
    'one\ntwo'
    """
    _reject_binary(data)
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise InputError(_not_utf8(data, error)) from error


def decode_html(data: bytes) -> str:
    """Return a page as text: UTF-8, or else the charset that its first 2048 bytes declare.

    Raises InputError as `decode` does.
    """
    _reject_binary(data)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        declared = _CHARSET.search(data, 0, 2048)
        if declared is None:
            raise InputError(_not_utf8(data, error)) from error
        charset = declared[1].decode("ascii")
    try:
        return data.decode(charset)
    except (LookupError, UnicodeDecodeError) as error:
        raise InputError(f"not valid in the charset that it declares, {charset}: {error}") from error


def _reject_binary(data: bytes) -> None:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise InputError("UTF-16 text: convert it to UTF-8")
    at = data.find(0)
    if at >= 0:
        raise InputError(f"binary, not text: byte {at} is NUL")


def _not_utf8(data: bytes, error: UnicodeDecodeError) -> str:
    # Position in the file: utf-8-sig counts from behind the mark.
    at = error.start + (len(codecs.BOM_UTF8) if data.startswith(codecs.BOM_UTF8) else 0)
    return f"not valid UTF-8 at byte {at} (0x{data[at]:02x}): convert it to UTF-8"

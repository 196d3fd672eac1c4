"""Cleaning of foreign text [R11]: whatever is typed, pasted, imported or read passes here once."""

from __future__ import annotations

import re
import unicodedata

# C0 except newline and tab, DEL, C1: they can write the clipboard, retitle the window, clear the screen.
# Bidi controls and line separators can make text read as something else. Lone surrogates cannot be saved.
_UNSAFE = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f"
    "\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069"
    "\ufeff\ufff9-\ufffb\ud800-\udfff"
    "\U000e0000-\U000e007f"
)
UNSAFE = re.compile(f"[{_UNSAFE}]")
# Whole escape sequences go, not only their ESC: what is left of them is noise to a reader.
_SEQUENCE = re.compile(
    # One that never ends takes no more than its line along.
    r"\x1b\](?:[^\x07\x1b\x9c]*+(?:\x07|\x1b\\|\x9c)|[^\x07\x1b\x9c\n]*+)"  # OSC
    r"|\x1b[P_^X](?:[^\x1b\x9c]*+(?:\x1b\\|\x9c)|[^\x1b\x9c\n]*+)"  # DCS, APC, PM, SOS
    r"|(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?"  # CSI
    r"|\x1b[NO][ -~]?"  # SS2, SS3: what a function key sends
    r"|\x1b[ -/]*[0-~]?"
)
FIELD_LIMIT = 2_000


def clean(text: str, *, limit: int | None = None) -> str:
    """Return `text` without control and bidi characters, in NFC, newlines as `\\n`.

    `limit` cuts after that many characters. Never raises; the result can be encoded as UTF-8.
    """
    if limit is not None:
        text = text[: limit * 4]  # a paste of 1 MB is cut before the costly part
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = UNSAFE.sub("", _SEQUENCE.sub("", text))
    text = unicodedata.normalize("NFC", text)
    # Normalising can compose characters, never create unsafe ones; cutting comes last.
    return text if limit is None else text[:limit]


def bare(url: str) -> str:
    """An address for reading: without https:// and www."""
    return url.removeprefix("https://").removeprefix("www.").rstrip("/")


def clean_line(text: str, *, limit: int = FIELD_LIMIT) -> str:
    """Like `clean`, for one line: newlines and tabs become single blanks, ends are trimmed."""
    return re.sub(r"\s+", " ", clean(text, limit=limit * 2)).strip()[:limit].rstrip()

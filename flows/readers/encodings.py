"""Which encoding a Japanese text file is in: a mark at its head, else the first that decodes without a fault.

UTF-8 is tried before CP932 (Shift_JIS as Windows writes it) and EUC-JP: Japanese text in the latter two is
hardly ever valid UTF-8. Between CP932 and EUC-JP, whose byte ranges overlap, the reading with fewer half-width
katakana wins: text in EUC-JP read as CP932 is full of them.
"""

from __future__ import annotations

import codecs
import re

from flows.readers.unreadable import UnreadableDocumentError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HALF_WIDTH = re.compile(r"[\uff61-\uff9f]")
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def decode(data: bytes, declared: str | None = None) -> str:
    """The text of a file; `declared`: an encoding that the file itself names (HTML).

    Raises UnreadableDocumentError when the bytes are no text.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, errors="replace")
    bare = _utf16_without_mark(data)
    if bare:
        return data.decode(bare, errors="replace")
    if looks_binary(data):
        raise UnreadableDocumentError(
            "not-text",
            "は文字のファイルではないため読めません。元のソフトで開き、PDF か Word で保存し直してください。",
        )
    if declared:
        try:
            return data.decode("cp932" if _is_shift_jis(declared) else declared)
        except (LookupError, UnicodeDecodeError):
            pass
    return _decode_japanese(data)


def looks_binary(data: bytes) -> bool:
    """More than a few control bytes at the head: no text in any encoding met in Japan."""
    head = data[:8192]
    return len(_BINARY.findall(head)) > len(head) // 100


def _decode_japanese(data: bytes) -> str:
    if b"\x1b$" in data[:65536]:
        try:
            return data.decode("iso2022_jp_2004")
        except UnicodeDecodeError:
            pass
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        damaged = data.decode("utf-8", errors="replace")
    lost = damaged.count("\ufffd")
    if sum(1 for char in damaged[:100_000] if char > "\u3000" and char != "\ufffd") > 10 * lost:
        return damaged
    readings = []
    for name in ("cp932", "euc_jis_2004"):
        try:
            readings.append(data.decode(name))
        except UnicodeDecodeError:
            continue
    if readings:
        return min(readings, key=lambda text: len(_HALF_WIDTH.findall(text)))
    # Damaged in places: the encoding that loses least, with the lost characters shown as such.
    return min((damaged, data.decode("cp932", errors="replace")), key=lambda text: text.count("\ufffd"))


def _utf16_without_mark(data: bytes) -> str | None:
    """UTF-16 without a mark shows as a zero byte beside every line end or Latin character."""
    head = data[:4096]
    if len(head) < 4 or (len(head) % 2 and len(data) < 4096):
        return None
    if b"\n\0" in head and head[1::2].count(0) > 4 * head[::2].count(0) + 1:
        return "utf-16-le"
    if b"\0\n" in head and head[::2].count(0) > 4 * head[1::2].count(0) + 1:
        return "utf-16-be"
    return None


def _is_shift_jis(name: str) -> bool:
    return name.lower().replace("-", "_") in (
        "shift_jis",
        "sjis",
        "x_sjis",
        "ms_kanji",
        "windows_31j",
        "cp932",
    )

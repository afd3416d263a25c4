"""Cleaning: text as people read it, and text that XML 1.0 can hold.

`readable` repairs what no reader can see: a radical in place of its ideograph, a compatibility ideograph, a
control or zero-width character, a glyph of private use. It keeps ① ㈱ ㍻, full-width forms, superscripts,
tabs and line ends. `clean` takes out only what XML forbids, so that no source text can break a Word file:
controls, lone surrogates, non-characters. Both are idempotent, and `clean(readable(x)) == readable(x)`.
"""

import re

from flows.text.radicals import UNIFIED

_NOT_XML = re.compile(
    "[^\\t\\n\\x20-\\x7e\\x85\\xa0-\\ud7ff\\ue000-\\ufdcf\\ufdf0-\\ufffd"
    + "".join(f"{chr(plane * 0x10000)}-{chr(plane * 0x10000 + 0xFFFD)}" for plane in range(1, 17))
    + "]+"
)
_LINE_END = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_UNSEEN = re.compile(
    "[\\u00ad\\u200b\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u206f\\ufeff\\ufff9-\\ufffb\\ue000-\\uf8ff"
    "\\U000f0000-\\U0010ffff]+"
)
_UNIFIABLE = re.compile("[⺀-⿟\\uf900-\\ufaff\\U0002f800-\\U0002fa1f]+")


def clean(text: str) -> str:
    """Text without what XML 1.0 forbids; every kind of line end becomes a line feed."""
    return _NOT_XML.sub("", _LINE_END.sub("\n", text))


def readable(text: str) -> str:
    """Text as it looks, each ideograph being the character that Japanese uses for it."""
    return _UNSEEN.sub("", clean(_UNIFIABLE.sub(lambda run: run[0].translate(UNIFIED), text)))

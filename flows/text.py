"""Text as people mean it: folding for matching, cleaning for files, era years, numerals."""

import re
import unicodedata

_SPACE = re.compile(r"\s+")


def fold(text: str) -> str:
    """The form in which two spellings of the same text are equal: for matching only, never for output."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text))

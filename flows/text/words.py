"""Words without a dictionary: runs of one kind of character (字種).

漢字 | ひらがな | カタカナ | ABC | 123 | spaces | each mark alone. `"".join(tokens(x)) == x`: fit for comparing two
versions of a text word by word. A mark of length (ー) belongs to the katakana before it, 々 to the kanji.
"""

import re

_TOKEN = re.compile(
    r"[一-鿿㐀-䶿豈-﫿⺀-⿟々〆〇\U00020000-\U0003ffff]+|[ぁ-ゖゝゞ\u3099\u309a]+ー*|[ァ-ヺーヽヾｦ-ﾟ]+|[A-Za-zＡ-Ｚａ-ｚ]+"
    r"|[0-9０-９]+(?:[,.，．][0-9０-９]+)*|\s+|.",
    re.DOTALL,
)
_WORD = re.compile(r"[一-鿿㐀-䶿々]{2,}|[ァ-ヺー]{2,}|[A-Za-zＡ-Ｚａ-ｚ]{2,}")


def tokens(text: str) -> tuple[str, ...]:
    """The text in pieces of one kind of character each; joined they are the text."""
    return tuple(_TOKEN.findall(text))


def words(text: str) -> tuple[str, ...]:
    """The runs of two or more kanji, katakana or letters: what a text is about."""
    return tuple(_WORD.findall(text))

"""The two commas of Japanese text, 、 and ，: one mark in two shapes, except inside a figure.

Between two digits a comma groups thousands (1，234) and 、 lists (７、８): there nothing is changed.
"""

import re

_COMMA = re.compile("(?<![0-9０-９])，|，(?![0-9０-９])")
_TEN = re.compile("(?<![0-9０-９])、|、(?![0-9０-９])")


def with_ten(text: str) -> str:
    """The text with 、; also the form in which texts with either mark are equal."""
    return _COMMA.sub("、", text)


def with_comma(text: str) -> str:
    """The text with ，."""
    return _TEN.sub("，", text)

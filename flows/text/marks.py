"""The two commas of Japanese text, 、 and ，: one mark in two shapes, except inside a figure.

Between two digits a comma groups thousands (1，234) and 、 lists (７、８): there nothing is changed.
"""

import re

from flows.model import Marks

_COMMA = re.compile("(?<![0-9０-９])，|，(?![0-9０-９])")
_TEN = re.compile("(?<![0-9０-９])、|、(?![0-9０-９])")


def with_ten(text: str) -> str:
    """The text with 、; also the form in which texts with either mark are equal."""
    return _COMMA.sub("、", text)


def with_comma(text: str) -> str:
    """The text with ，."""
    return _TEN.sub("，", text)


def with_marks(text: str, marks: Marks) -> str:
    """The text with the chosen comma."""
    return with_comma(text) if marks is Marks.COMMA else with_ten(text)

"""Text as people mean it: folding for matching, cleaning for files, era years, numerals, words."""

from flows.text.cleaning import clean, readable
from flows.text.eras import Date, Years, dates, era_name, era_year, fiscal_years, years
from flows.text.folding import FoldMap, fold, fold_map
from flows.text.kanji import kanji_number
from flows.text.numerals import Number, numbers
from flows.text.words import tokens, words

__all__ = [
    "Date",
    "FoldMap",
    "Number",
    "Years",
    "clean",
    "dates",
    "era_name",
    "era_year",
    "fiscal_years",
    "fold",
    "fold_map",
    "kanji_number",
    "numbers",
    "readable",
    "tokens",
    "words",
    "years",
]

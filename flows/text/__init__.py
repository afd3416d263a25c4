"""Text as people mean it: folding for matching, cleaning for files, era years, numerals, words."""

from flows.text.cleaning import clean, readable
from flows.text.eras import Date, Years, dates, era_name, era_year, fiscal_years, years
from flows.text.folding import FoldMap, fold, fold_map
from flows.text.kanji import kanji_number
from flows.text.marks import with_comma, with_marks, with_ten
from flows.text.numerals import Number, numbers
from flows.text.restating import restated, same_figures
from flows.text.width import full, half, in_width, mixed
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
    "full",
    "half",
    "in_width",
    "kanji_number",
    "mixed",
    "numbers",
    "readable",
    "restated",
    "same_figures",
    "tokens",
    "with_comma",
    "with_marks",
    "with_ten",
    "words",
    "years",
]

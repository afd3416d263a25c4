"""Text as people mean it: folding for matching, cleaning for files, era years, numerals, words."""

from flows.text.cleaning import clean, readable
from flows.text.eras import Date, Years, dates, era_name, era_year, fiscal_years, years
from flows.text.folding import FoldMap, fold, fold_map

__all__ = [
    "Date",
    "FoldMap",
    "Years",
    "clean",
    "dates",
    "era_name",
    "era_year",
    "fiscal_years",
    "fold",
    "fold_map",
    "readable",
    "years",
]

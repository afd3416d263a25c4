"""Text as people mean it: folding for matching, cleaning for files, era years, numerals, words."""

from flows.text.cleaning import clean, readable
from flows.text.folding import FoldMap, fold, fold_map

__all__ = ["FoldMap", "clean", "fold", "fold_map", "readable"]

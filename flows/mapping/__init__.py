"""Which passage speaks to which item of the national framework, and what is missing (対応付け).

    vocabulary   templates/vocabulary/*.yaml → Vocabulary    words a consultant edits, all mistakes listed at once
    cues         text → Hit…                                 longest word wins, pairs of words, near-misses
    model        text → logit by subject                     a linear model shipped as numbers
    scoring      Passage → calibrated score by subject       words, model, headings, title, silence
    roles        Passage → Role                              現状 / 課題 / 取組 / 目標 / 国の方針 / 背景
    pins         mapping.yaml → Pins                         staff corrections, respected always
    mapper       Passage… × Edition → Mapping                editions, gaps, orphans
    tsv          `dxplan map`                                the same on a table of labelled text

Pure Python, no network, no clock, no randomness: equal input gives equal output.
"""

from flows.mapping.duplicates import duplicates
from flows.mapping.mapper import map_passages
from flows.mapping.pins import Pins, load_pins
from flows.mapping.tsv import map_tsv

__all__ = ["Pins", "duplicates", "load_pins", "map_passages", "map_tsv"]

"""The style check of the finished text (表記の点検), after 公用文作成の考え方 (文化審議会建議, 2022).

Types: Draft → Unit… (a text of the draft with its sentences) → Hit… → WordingFinding. The rules are data,
templates/wording/rules.yaml: word pairs, patterns, and named checks that need more than a pattern (levels of 及び,
brackets, what is mixed within the document, abbreviations at first use). Nothing is changed here, and what stands in a
quote is told as a quote, for a plan must not correct its sources.

Hard cases: 取り組み is a noun (取組) or a verb's stem by what follows; 事 and 時 are words of content or of grammar;
`mixed` rules look at the plan's own words only, since each source has a usage of its own; a table is its cells, each
under its own id; unbalanced brackets must not swallow the rest of the text. A rule that cannot be sure says so
(`certain: false`) and is told for a person to weigh.
"""

from flows.wording.checking import check
from flows.wording.rules import Rules, load
from flows.wording.summary import findings

__all__ = ["Rules", "check", "findings", "load"]

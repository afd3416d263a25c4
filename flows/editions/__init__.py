"""The national framework as data (国の枠組み・版): load an edition, compare two, make one from a PDF.

names, frameworks      which editions there are
load                   name or path → Edition
changes                two editions → Change…
"""

from flows.editions.changes import changes
from flows.editions.loading import load
from flows.editions.names import FRAMEWORK, frameworks, names

__all__ = ["FRAMEWORK", "changes", "frameworks", "load", "names"]

"""The national framework as data (国の枠組み・版): load an edition, compare two, make one from a PDF.

names, frameworks      which editions there are
load                   name or path → Edition
changes                two editions → Change…
read_edition           the nation's PDF, read → what it says of its edition, findings
write_edition          … → a folder of YAML for someone to check
"""

from flows.editions.changes import changes
from flows.editions.loading import load
from flows.editions.names import FRAMEWORK, frameworks, names
from flows.editions.reading import ReadEdition, read_edition
from flows.editions.writing import write_edition

__all__ = [
    "FRAMEWORK",
    "ReadEdition",
    "changes",
    "frameworks",
    "load",
    "names",
    "read_edition",
    "write_edition",
]

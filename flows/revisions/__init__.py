"""Staff's revision of 素案.docx → the next draft: their words stand, ours come as tracked changes.

    what we sent + what staff returned + what the newest evidence gives ─ merge ─ 素案.docx + Merged (what became of each text)

The returned file is the canvas and is never rebuilt: only the document, its comments, its footnotes and our manifest in it can
change, and rejecting all changes by 「dxplan」 gives back the staff's text. Each text is known by its hidden bookmark, else by
its words, else by its place between its neighbours; it is decided on alone, three ways, and word by word where edits do
not touch. What was proposed once is remembered in the file, so that a rejected suggestion is never made again and a
second merge has nothing to say.
"""

from flows.revisions.merging import machine_texts, merge
from flows.revisions.results import Merged, Told

__all__ = ["Merged", "Told", "machine_texts", "merge"]

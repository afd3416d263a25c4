"""What a clerk does at a real editor, drawn at random: edits as `tests.tools.uno_editor` takes them.

Equal seeds give equal edits. Every string that is typed is given beside them and is never the same twice.
"""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

Told = dict[str, Any]


class Clerk:
    """Draws edits."""

    def __init__(self, rng: random.Random, pasted: Path) -> None:
        self.rng, self.pasted = rng, pasted
        self.typed: list[str] = []

    def edits(self, count: int) -> list[Told]:
        """Some edits, tracked or not; now and then all changes are accepted or rejected in the end."""
        found: list[Told] = []
        for _ in range(count):
            told = self.rng.choice(EDITS)(self)
            found.append({"tracked": self.rng.random() < 0.5, **told})
        if self.rng.random() < 0.15:
            found.append({"do": self.rng.choice(["accept", "reject"])})
        return found

    def words(self) -> str:
        """Something staff type."""
        self.typed.append(f"庁内{self.rng.randrange(10**9)}加筆")
        return self.typed[-1]

    def _place(self) -> Told:
        return {"where": self.rng.random(), "at": self.rng.random()}

    def type(self) -> Told:
        """Words typed into a text or a cell, in the place of some letters or of none."""
        cell = self.rng.random() < 0.3
        length = self.rng.choice([0, 0, 1, 3, 6])
        return {"do": "type", **self._place(), "length": length, "cell": cell, "words": self.words()}

    def fill(self) -> Told:
        """A text or a cell typed over."""
        return {
            "do": "fill",
            "where": self.rng.random(),
            "cell": self.rng.random() < 0.5,
            "words": self.words(),
        }

    def heading(self) -> Told:
        """A heading renamed."""
        return {"do": "type", **self._place(), "headings": True, "length": 2, "words": self.words()}

    def insert(self) -> Told:
        """A paragraph of their own."""
        return {"do": "insert", "where": self.rng.random(), "words": self.words()}

    def move(self) -> Told:
        """A paragraph or a section cut and pasted elsewhere, or a paragraph copied."""
        headings, copy = self.rng.random() < 0.3, self.rng.random() < 0.2
        to = self.rng.random()
        return {"do": "move", "where": self.rng.random(), "to": to, "headings": headings, "copy": copy}

    def row(self) -> Told:
        """A row of their own."""
        words = [self.words(), self.words(), self.words()]
        return {"do": "row", "where": self.rng.random(), "row": self.rng.random(), "words": words}

    def comment(self) -> Told:
        """A comment."""
        return {"do": "comment", "where": self.rng.random(), "words": f"要検討{self.rng.randrange(10**6)}"}

    def answer(self) -> Told:
        """A question of ours answered in its comment."""
        return {"do": "answer", "where": "確認-", "words": f"回答{self.rng.randrange(10**6)}"}

    def note(self) -> Told:
        """A footnote of their own."""
        return {"do": "new_note", **self._place(), "words": f"注記{self.rng.randrange(10**6)}"}

    def paste(self) -> Told:
        """Another document pasted."""
        return {"do": "paste", "where": self.rng.random(), "file": str(self.pasted)}

    def plain(self, name: str) -> Told:
        """An edit that types nothing."""
        return {"do": name, **self._place(), "row": self.rng.random(), "length": self.rng.randrange(1, 9)}


EDITS: tuple[Callable[[Clerk], Told], ...] = (
    Clerk.type, Clerk.type, Clerk.type, Clerk.fill, Clerk.heading, Clerk.insert, Clerk.move, Clerk.move, Clerk.row,
    Clerk.comment, Clerk.answer, Clerk.note, Clerk.paste,
    *((lambda clerk, name=name: clerk.plain(name))
      for name in ("erase", "delete", "split", "join", "shift", "row_delete")),
)  # fmt: skip

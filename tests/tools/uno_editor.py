"""A clerk at LibreOffice: opens Word files, edits them as told, saves them as .docx. Runs under the Python that has `uno`.

    python3 uno_editor.py JOBS.json RESULTS.json SOFFICE

JOBS: [{"in", "out", "edits": [{"do": …, "where": …, …}]}]; RESULTS: for each job a line for each edit, "" when it was done,
else why not; a job whose file could not be opened or stored has "failed". Not part of the package: it knows nothing of
dxplan. `where` is a share of the paragraphs (0.25) or words that the paragraph has. One office serves all files; whoever
starts this sets a time limit and ends the whole process group.
"""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.text.ControlCharacter import PARAGRAPH_BREAK

WORD = "MS Word 2007 XML"
START = 60
"""Seconds that the office has to answer."""


def setting(name, value):
    """A property as the office wants it."""
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


class Office:
    """An office of our own, in a profile of its own."""

    def __init__(self, program):
        self.folder = tempfile.TemporaryDirectory(prefix="dxplan-uno-", ignore_cleanup_errors=True)
        pipe = f"dxplan{os.getpid()}-{Path(self.folder.name).name}"
        profile = f"-env:UserInstallation={Path(self.folder.name).as_uri()}"
        self.process = subprocess.Popen(
            [program, profile, "--headless", "--norestore", "--nologo", f"--accept=pipe,name={pipe};urp;"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        context = uno.getComponentContext()
        resolver = context.ServiceManager.createInstanceWithContext(
            "com.sun.star.bridge.UnoUrlResolver", context
        )
        address = f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext"
        self.context = self._answer(resolver, address)
        manager = self.context.ServiceManager
        self.desktop = manager.createInstanceWithContext("com.sun.star.frame.Desktop", self.context)
        self.dispatcher = manager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", self.context)

    def _answer(self, resolver, address):
        end = time.monotonic() + START
        while True:
            try:
                return resolver.resolve(address)
            except Exception:
                if time.monotonic() > end or self.process.poll() not in (None, 0, 81):
                    raise
                time.sleep(0.2)

    def open(self, path):
        """A file on the desk; the lock of an office that died over it is no hindrance."""
        Path(path).with_name(f".~lock.{Path(path).name}#").unlink(missing_ok=True)
        found = self.desktop.loadComponentFromURL(
            Path(path).as_uri(), "_blank", 0, (setting("Hidden", True),)
        )
        if found is None:
            raise RuntimeError(f"cannot open {path}")
        return found

    def is_alive(self):
        """Whether it still answers."""
        try:
            return self.desktop.Components is not None
        except Exception:
            return False

    def close(self):
        """End the office."""
        try:
            self.desktop.terminate()
            self.process.wait(20)
        except Exception:
            self.process.kill()
        self.folder.cleanup()


class NoPlace(Exception):  # noqa: N818 (no error)
    """There is nothing in the file on which the edit could be made."""


class Clerk:
    """Edits one open file."""

    def __init__(self, office, document):
        self.office, self.document = office, document
        self.controller = document.CurrentController

    def edit(self, told):
        """Carry out one edit."""
        if "tracked" in told:
            self.document.RecordChanges = bool(told["tracked"])
        getattr(self, "do_" + told["do"])(told)

    def dispatch(self, command, *settings):
        """What a menu does."""
        self.office.dispatcher.executeDispatch(self.controller.Frame, ".uno:" + command, "", 0, settings)

    # ---- places

    def paragraphs(self, headings=False):
        """The paragraphs of the body with words, contents and cover left out."""
        found = []
        begun = False
        for each in self.document.Text:
            if each.supportsService("com.sun.star.text.Paragraph") and each.TextSection is None:
                begun = begun or each.OutlineLevel == 1
                if begun and each.String.strip() and (not headings or each.OutlineLevel):
                    found.append(each)
        return found

    def tables(self):
        """The tables."""
        return [self.document.TextTables.getByIndex(n) for n in range(self.document.TextTables.Count)]

    def cells(self):
        """The cells with words."""
        names = ((table, name) for table in self.tables() for name in table.CellNames)
        return [cell for table, name in names if (cell := table.getCellByName(name)).String.strip()]

    @staticmethod
    def pick(there, where):
        """The one that is meant."""
        if not there:
            raise NoPlace("nothing there")
        if isinstance(where, str):
            for each in there:
                if where in each.String:
                    return each
            raise NoPlace(f"no {where}")
        return there[min(int(where * len(there)), len(there) - 1)]

    def paragraph(self, told):
        return self.pick(self.paragraphs(told.get("headings", False)), told["where"])

    def after(self, paragraph):
        """The body's element behind a paragraph that is a paragraph too."""
        before = None
        for each in self.document.Text:
            if before is not None and self.same(before, paragraph):
                return each if each.supportsService("com.sun.star.text.Paragraph") else None
            before = each if each.supportsService("com.sun.star.text.Paragraph") else None
        return None

    def same(self, one, other):
        return self.document.Text.compareRegionStarts(one, other) == 0

    @staticmethod
    def cursor(holder, at, length=0):
        """A cursor in a paragraph or cell, `at` a share of its letters or words before which it stands."""
        text = holder.Text if hasattr(holder, "OutlineLevel") else holder
        shown = holder.String
        start = shown.index(at) if isinstance(at, str) else round(at * len(shown))
        cursor = text.createTextCursorByRange(holder.Start)
        cursor.goRight(start, False)
        if length:
            cursor.goRight(min(length, len(shown) - start), True)
        return text, cursor

    # ---- edits

    def do_type(self, told):
        """Words typed into a paragraph, in the place of `length` letters; `cell` in a table."""
        holder = self.pick(self.cells(), told["where"]) if told.get("cell") else self.paragraph(told)
        text, cursor = self.cursor(holder, told.get("at", 0.5), told.get("length", 0))
        text.insertString(cursor, told["words"], bool(told.get("length")))

    def do_fill(self, told):
        """The words of a paragraph or cell typed over."""
        holder = self.pick(self.cells(), told["where"]) if told.get("cell") else self.paragraph(told)
        text = holder.Text if hasattr(holder, "OutlineLevel") else holder
        cursor = text.createTextCursorByRange(holder.Start)
        cursor.gotoEndOfParagraph(True)
        text.insertString(cursor, told["words"], True)

    def do_erase(self, told):
        """Some letters deleted."""
        _, cursor = self.cursor(self.paragraph(told), told.get("at", 0.5), told.get("length", 3))
        cursor.setString("")

    def do_insert(self, told):
        """A new paragraph behind one."""
        paragraph = self.paragraph(told)
        text, cursor = paragraph.Text, paragraph.Text.createTextCursorByRange(paragraph.End)
        text.insertControlCharacter(cursor, PARAGRAPH_BREAK, False)
        text.insertString(cursor, told["words"], False)

    def do_delete(self, told):
        """A whole paragraph deleted."""
        paragraph = self.paragraph(told)
        following = self.after(paragraph)
        cursor = paragraph.Text.createTextCursorByRange(paragraph.Start)
        cursor.gotoRange(following.Start if following is not None else paragraph.End, True)
        cursor.setString("")

    def do_split(self, told):
        """The enter key in a paragraph."""
        paragraph = self.paragraph(told)
        text, cursor = self.cursor(paragraph, told.get("at", 0.5))
        text.insertControlCharacter(cursor, PARAGRAPH_BREAK, False)

    def do_join(self, told):
        """The delete key at the end of a paragraph."""
        there = self.paragraphs()
        first = self.pick(there, told["where"])
        for each in [first, *there]:
            following = self.after(each)
            if following is not None and following.String.strip():
                cursor = each.Text.createTextCursorByRange(each.End)
                cursor.gotoRange(following.Start, True)
                cursor.setString("")
                return
        raise NoPlace("no two paragraphs beside each other")

    def do_move(self, told):
        """A paragraph, or a section from its heading on, cut and pasted before another."""
        there = self.paragraphs(told.get("headings", False))
        start = self.pick(there, told["where"])
        target = self.pick(there, told["to"])
        end = self._end(start) if told.get("headings") else self.after(start)
        if end is None or self.same(start, target) or self.same(end, target):
            raise NoPlace("nothing to move")
        body = self.document.Text
        if body.compareRegionStarts(start, target) > 0 > body.compareRegionStarts(end, target):
            raise NoPlace("into itself")
        place = body.createTextCursorByRange(target.Start)
        self._select(start.Start, end.Start)
        if told.get("copy"):
            held = self.controller.getTransferable()
        else:
            held = self.controller.getTransferable()
            self.dispatch("Delete")
        self.controller.ViewCursor.gotoRange(place.Start, False)
        self.controller.insertTransferable(held)

    def _end(self, heading):
        """The next heading of the same level or above."""
        behind = False
        for each in self.paragraphs(headings=True):
            if behind and each.OutlineLevel <= heading.OutlineLevel:
                return each
            behind = behind or self.same(each, heading)
        return None

    def _select(self, start, end):
        view = self.controller.ViewCursor
        view.gotoRange(start, False)
        view.gotoRange(end, True)

    def do_shift(self, told):
        """A paragraph moved up or down by the key for it."""
        self.controller.ViewCursor.gotoRange(self.paragraph(told).Start, False)
        self.dispatch("MoveUp" if told.get("up") else "MoveDown")

    def _table(self, told):
        return self.pick([t for t in self.tables() if t.Rows.Count > 2], told["where"])

    def do_row(self, told):
        """A row inserted in a table and filled."""
        table = self._table(told)
        row = 1 + min(int(told.get("row", 0.5) * (table.Rows.Count - 1)), table.Rows.Count - 2)
        table.Rows.insertByIndex(row, 1)
        for column, words in enumerate(told["words"][: table.Columns.Count]):
            table.getCellByPosition(column, row).setString(words)

    def do_row_delete(self, told):
        """A row deleted as from the menu, so that it is tracked where tracking is on."""
        table = self._table(told)
        row = 1 + min(int(told.get("row", 0.5) * (table.Rows.Count - 1)), table.Rows.Count - 2)
        self.controller.ViewCursor.gotoRange(table.getCellByPosition(0, row).Text.Start, False)
        self.dispatch("DeleteRows")

    def do_comment(self, told):
        """A comment on a paragraph."""
        _, cursor = self.cursor(self.paragraph(told), 0.0, 4)
        note = self.document.createInstance("com.sun.star.text.textfield.Annotation")
        note.Author, note.Content = "企画課 田中", told["words"]
        self.document.Text.insertTextContent(cursor, note, True)

    def _notes(self, where):
        fields = self.document.TextFields.createEnumeration()
        found = []
        while fields.hasMoreElements():
            each = fields.nextElement()
            if each.supportsService("com.sun.star.text.textfield.Annotation"):
                found.append(each)
        found = [each for each in found if not isinstance(where, str) or where in each.Content]
        found.sort(key=lambda each: each.Content)
        if not found:
            raise NoPlace("no comment")
        return found[0]

    def do_answer(self, told):
        """A comment beside another, as the answer to it (its programming interface makes no threads)."""
        note = self._notes(told["where"])
        reply = self.document.createInstance("com.sun.star.text.textfield.Annotation")
        reply.Author, reply.Content = "企画課 佐藤", told["words"]
        note.Anchor.Text.insertTextContent(note.Anchor.End, reply, False)

    def do_resolve(self, told):
        """A comment marked as settled."""
        self._notes(told["where"]).Resolved = True

    def do_uncomment(self, told):
        """A comment deleted."""
        note = self._notes(told["where"])
        note.Anchor.Text.removeTextContent(note)

    def do_note(self, told):
        """Words typed into a footnote."""
        notes = self.document.Footnotes
        if not notes.Count:
            raise NoPlace("no footnote")
        note = notes.getByIndex(min(int(told["where"] * notes.Count), notes.Count - 1))
        note.insertString(note.End, told["words"], False)

    def do_new_note(self, told):
        """A footnote of the staff's own."""
        note = self.document.createInstance("com.sun.star.text.Footnote")
        text, cursor = self.cursor(self.paragraph(told), told.get("at", 1.0))
        text.insertTextContent(cursor, note, False)
        note.setString(told["words"])

    def do_paste(self, told):
        """Another file's text pasted behind a paragraph."""
        paragraph = self.paragraph(told)
        cursor = paragraph.Text.createTextCursorByRange(paragraph.End)
        paragraph.Text.insertControlCharacter(cursor, PARAGRAPH_BREAK, False)
        cursor.insertDocumentFromURL(Path(told["file"]).as_uri(), ())

    def do_accept(self, told):
        """All changes accepted."""
        self.dispatch("AcceptAllTrackedChanges")

    def do_reject(self, told):
        """All changes rejected."""
        self.dispatch("RejectAllTrackedChanges")


def carry_out(office, job):
    """One file; what became of each edit."""
    document = office.open(job["in"])
    try:
        clerk = Clerk(office, document)
        said = []
        for told in job["edits"]:
            try:
                clerk.edit(told)
                said.append("")
            except NoPlace as skipped:
                said.append(str(skipped))
        Path(job["out"]).unlink(missing_ok=True)
        document.storeToURL(Path(job["out"]).as_uri(), (setting("FilterName", WORD),))
        return {"edits": said}
    finally:
        with contextlib.suppress(Exception):  # a dead office closes nothing
            document.close(True)


def main():
    """Do all jobs; an office that dies on one of them is started anew for the next."""
    jobs, results, program = sys.argv[1:4]
    office = Office(program)
    done = []
    try:
        for job in json.loads(Path(jobs).read_text(encoding="utf-8")):
            try:
                done.append(carry_out(office, job))
            except Exception as error:
                done.append({"failed": f"{type(error).__name__}: {str(error)[:300]}"})
                if not office.is_alive():
                    office.close()
                    office = Office(program)
            Path(results).write_text(json.dumps(done, ensure_ascii=False), encoding="utf-8")
    finally:
        office.close()


if __name__ == "__main__":
    main()

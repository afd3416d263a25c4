"""The file as Excel itself would write it: shared strings, fonts in the standard's order, no clock, no zip times.

openpyxl writes every text into its cell and the parts of a font in an order of its own; Excel reads both and rewrites
both on the next save, and validators complain. Here the finished package is put right and zipped so that equal content
gives equal bytes.
"""

import re
import zipfile
from datetime import datetime
from io import BytesIO
from pathlib import Path

from flows.writers.docx.oxml import Element, parse, serialise

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHARED = "xl/sharedStrings.xml"
_SHARED_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
_FONT_ORDER = (
    "b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign", "sz", "color", "name", "family",
    "charset", "scheme",
)  # fmt: skip
_MOMENT = (1980, 1, 1, 0, 0, 0)
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
_FIRST = "[Content_Types].xml"


def finish(raw: bytes, made: datetime, path: Path) -> None:
    """Write openpyxl's package to `path`, put right and dated `made`."""
    with zipfile.ZipFile(BytesIO(raw)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    strings = _Strings()
    for name in [name for name in parts if name.startswith("xl/worksheets/sheet")]:
        sheet = parse(parts[name])
        strings.take(sheet)
        parts[name] = serialise(sheet)
    parts[_SHARED] = serialise(strings.part())
    parts[_FIRST] = _declared(parts[_FIRST])
    parts["xl/_rels/workbook.xml.rels"] = _linked(parts["xl/_rels/workbook.xml.rels"])
    parts["xl/styles.xml"] = _ordered(parts["xl/styles.xml"])
    stamp = made.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    parts["docProps/core.xml"] = _MODIFIED.sub(
        lambda found: found[1] + stamp + found[2], parts["docProps/core.xml"]
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(parts, key=lambda name: (name != _FIRST, name)):
            entry = zipfile.ZipInfo(name, _MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            target.writestr(entry, parts[name])


class _Strings:
    """The table of shared strings, in order of first use."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._uses = 0

    def take(self, sheet: Element) -> None:
        """Move the texts of a sheet's cells into the table."""
        for cell in sheet.iter(f"{{{_MAIN}}}c"):
            if cell.get("t") != "inlineStr":
                continue
            text = "".join(part.text or "" for part in cell.iter(f"{{{_MAIN}}}t"))
            number = self._numbers.setdefault(text, len(self._numbers))
            self._uses += 1
            for child in list(cell):
                cell.remove(child)
            cell.set("t", "s")
            _child(cell, _MAIN, "v").text = str(number)

    def part(self) -> Element:
        """sharedStrings.xml"""
        table = parse(f'<sst xmlns="{_MAIN}"/>'.encode())
        table.set("count", str(self._uses))
        table.set("uniqueCount", str(len(self._numbers)))
        for text in self._numbers:
            shown = _child(_child(table, _MAIN, "si"), _MAIN, "t")
            shown.text = text
            shown.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        return table


def _child(parent: Element, namespace: str, name: str) -> Element:
    child = parent.makeelement(f"{{{namespace}}}{name}")
    parent.append(child)
    return child


def _declared(types: bytes) -> bytes:
    tree = parse(types)
    if not any(entry.get("PartName") == f"/{_SHARED}" for entry in tree):
        entry = _child(tree, _TYPES, "Override")
        entry.set("PartName", f"/{_SHARED}")
        entry.set("ContentType", _SHARED_TYPE)
    return serialise(tree)


def _linked(links: bytes) -> bytes:
    tree = parse(links)
    if not any(str(link.get("Type")).endswith("/sharedStrings") for link in tree):
        link = _child(tree, _LINKS, "Relationship")
        link.set("Type", f"{_OFFICE}/sharedStrings")
        link.set("Target", f"/{_SHARED}")
        link.set("Id", "rIdStrings")
    return serialise(tree)


def _ordered(styles: bytes) -> bytes:
    tree = parse(styles)
    for font in tree.iter(f"{{{_MAIN}}}font"):
        parts = sorted(font, key=lambda part: _FONT_ORDER.index(str(part.tag).rpartition("}")[2]))
        for part in parts:
            font.append(part)
    return serialise(tree)

"""The Word files of a finished run, looked at by others: `uv run python -m tests.bench.bench_files RUN…`.

For 素案.docx and 概要版.docx of each run: findings of openxml-audit, Microsoft's SDK (where it is installed) and the lint;
then what LibreOffice keeps when it opens and saves the file (contents, footnotes, comments, charts, tables, and the text
of every block as the reader of the writers finds it by its bookmark), each beside what the file had.
"""

import re
import sys
import tempfile
import zipfile
from pathlib import Path

from lxml import etree

from flows.writers import docx
from tests.tools.docx_lint import W, lint
from tests.tools.office import PROGRAM, convert
from tests.tools.validators import audit, has_sdk, sdk

_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"


def held(path: Path) -> dict[str, int]:
    """How many of each kind the file holds."""
    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
        document = etree.fromstring(archive.read("word/document.xml"))
        comments = archive.read("word/comments.xml") if "word/comments.xml" in names else b""
    codes = "".join(code.text or "" for code in document.iter(f"{W}instrText"))
    return {
        "目次": len(re.findall(r"\bTOC\b", codes)) or len(list(document.iter(f"{W}sdt"))),
        "脚注の印": len(list(document.iter(f"{W}footnoteReference"))),
        "コメント": len(re.findall(rb"<w:comment ", comments)),
        "グラフ": len(list(document.iter(_CHART))),
        "表": len(list(document.iter(f"{W}tbl"))),
    }


def texts(path: Path) -> dict[str, str]:
    """The text of each block, blanks aside."""
    return {
        shown.id: "".join(shown.text.split())
        for shown in docx.read_back(path)
        if shown.id and not shown.id.startswith("dx:")
    }


def look_at(path: Path) -> bool:
    """Print one file's figures; whether all is well."""
    found = {"openxml-audit": len(audit(path)), "lint": len(lint(path))}
    if has_sdk():
        found["Microsoft SDK"] = len(sdk(path))
    print(
        f"{path.parent.name}/{path.name}  指摘 "
        + "　".join(f"{name} {count}" for name, count in found.items())
    )
    good = not any(found.values())
    if PROGRAM is None:
        print("  LibreOffice がないため、往復は見ていません")
        return good
    with tempfile.TemporaryDirectory(prefix="dxplan-bench-") as folder:
        saved = convert(path, "docx:MS Word 2007 XML", Path(folder))
        before, after = held(path), held(saved)
        said, kept = texts(path), texts(saved)
    for name, count in before.items():
        print(f"  {name}\t{count} → {after[name]}")
        good = good and after[name] == count
    same = sum(kept.get(block) == text for block, text in said.items())
    print(f"  文\t{len(said)} → 同じ文 {same}")
    return good and same == len(said)


def main() -> None:
    """Measure and print; exit 1 when anything was found or lost."""
    files = [Path(run) / name for run in sys.argv[1:] for name in ("素案.docx", "概要版.docx")]
    seen = [look_at(path) for path in files]
    sys.exit(0 if all(seen) else 1)


if __name__ == "__main__":
    main()

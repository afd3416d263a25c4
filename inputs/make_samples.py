"""Makes the sample papers under inputs/: `uv run python inputs/make_samples.py [--into FOLDER]`.

Every paper is one YAML text in inputs/samples/texts; how it looks is decided by the module of its kind in
inputs/samples. The same texts give the same bytes on every run. 青凪市 is a fictional city: no municipality
bears or bore that name, and the digest of the national plan is in our own words, marked as a sample.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

sys.path.insert(0, str(Path(__file__).resolve().parent))

from samples import fonts, pdf, plain, scan, word, workbook

HERE = Path(__file__).resolve().parent
TEXTS = HERE / "samples" / "texts"
WRITERS = {
    "pdf": pdf.write,
    "scan": scan.write,
    "word": word.write,
    "workbook": workbook.write,
    "csv": plain.write_csv,
    "text": plain.write_text,
}


def papers() -> list[dict[str, Any]]:
    """All papers, each with its `file` (path under inputs/) and its `kind`."""
    yaml = YAML(typ="safe")
    return [yaml.load(path.read_text(encoding="utf-8")) for path in sorted(TEXTS.glob("*.yaml"))]


def make(into: Path) -> list[Path]:
    """Write all papers below `into`; the files written."""
    fonts.register()
    written = []
    for paper in papers():
        path = into / paper["file"]
        path.parent.mkdir(parents=True, exist_ok=True)
        WRITERS[paper["kind"]](paper, path)
        written.append(path)
    return written


def main() -> int:
    """Command line: 0 when all papers are written, 2 when a font is missing."""
    parser = argparse.ArgumentParser(description="見本文書を作ります。")
    parser.add_argument("--into", type=Path, default=HERE, help="書き出し先（既定は inputs/）")
    into = parser.parse_args().into
    if missing := fonts.missing():
        print("フォントがありません: " + "、".join(missing), file=sys.stderr)
        print(
            "fonts-morisawa-bizud-gothic と fonts-morisawa-bizud-mincho を入れてください。", file=sys.stderr
        )
        return 2
    for path in make(into):
        print(f"{path.stat().st_size:>9,}  {path}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

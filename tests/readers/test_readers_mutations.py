"""Real PDFs with bytes changed at random: none may crash, hang or leave a traceback. Each in a process of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from hostile_files import damaged

from flows.model import Origin
from flows.readers import ReadOptions, read_many

COUNT = 200
MAX_BYTES = 1_500_000
"""Larger files only take longer."""


@pytest.mark.corpus
@pytest.mark.slow
def test_mutated_real_documents_end_as_documents(shared: Path, tmp_path: Path) -> None:
    originals = [p for p in sorted((shared / "corpus").rglob("*.pdf")) if p.stat().st_size <= MAX_BYTES]
    work = []
    for seed in range(COUNT):
        original = originals[seed % len(originals)]
        path = tmp_path / f"{seed:03d}_{original.name}"
        path.write_bytes(damaged(original.read_bytes(), seed))
        work.append((path, path.name, Origin.MUNICIPALITY))
    documents = read_many(work, ReadOptions(ocr="off", time_limit=120.0))
    assert len(documents) == COUNT
    bad = {"timeout", "reader-crashed", "out-of-memory"}
    lost = {d.source.path: f.code for d in documents for f in d.findings if f.code in bad}
    assert not lost
    assert all(document.blocks or document.findings for document in documents)
    assert sum(1 for document in documents if document.blocks) > COUNT // 2

"""Paper that came as a picture."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from flows.model import Document, Origin
from flows.readers import ReadOptions, read


def reading(path: Path) -> Document:
    return read(path, name=path.name, origin=Origin.MUNICIPALITY, options=ReadOptions(ocr="off"))


def page(shade: int = 255) -> Image.Image:
    picture = Image.new("L", (600, 800), shade)
    ImageDraw.Draw(picture).text((60, 60), "Digital plan 2026", fill=0)
    return picture


@pytest.mark.parametrize("ending", ["png", "jpg", "bmp", "tif"])
def test_a_picture_without_ocr_is_a_finding_that_names_it(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"供覧 文書.{ending}"
    page().save(path)
    document = reading(path)
    assert not document.blocks
    assert document.source.pages == 1
    assert all(path.name in finding.message for finding in document.findings)
    assert document.findings


def test_each_picture_of_a_fax_is_a_page(tmp_path: Path) -> None:
    path = tmp_path / "受信.tif"
    page().save(path, save_all=True, append_images=[page(), page()])
    assert reading(path).source.pages == 3


def test_a_picture_of_impossible_size_is_refused_unopened(tmp_path: Path) -> None:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    path = tmp_path / "巨大.png"
    head = struct.pack(">IIBBBBB", 200_000, 200_000, 8, 2, 0, 0, 0)
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
    )
    assert [finding.code for finding in reading(path).findings] in (["too-large"], ["broken"])


@pytest.mark.parametrize("head", [b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"II*\0\x08\0\0\0", b"BM"])
def test_a_broken_picture_is_a_finding(tmp_path: Path, head: bytes) -> None:
    path = tmp_path / "壊れた.png"
    path.write_bytes(head + b"\0" * 300)
    assert "broken" in {finding.code for finding in reading(path).findings}

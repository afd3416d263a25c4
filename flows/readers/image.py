"""A scan or photograph of paper that came as a picture: wrapped into a PDF page and read like a scanned PDF."""

from __future__ import annotations

import tempfile
from pathlib import Path

from PIL import Image, ImageOps, ImageSequence

from flows.model import Document, Origin
from flows.readers.options import ReadOptions
from flows.readers.paper import read_paper
from flows.readers.unreadable import UnreadableDocumentError

_MAX_PIXELS = 100_000_000
_MAX_FRAMES = 200
_DOTS_PER_INCH = 200.0


def read_image(path: Path, *, name: str, sha256: str, origin: Origin, options: ReadOptions) -> Document:
    """Read a JPEG, PNG, BMP or (many-paged) TIFF by OCR. Raises UnreadableDocumentError."""
    with tempfile.TemporaryDirectory(prefix="dxplan-image-", ignore_cleanup_errors=True) as folder:
        wrapped = Path(folder) / "scan.pdf"
        _wrap(path, wrapped)
        return read_paper(wrapped, name=name, sha256=sha256, origin=origin, options=options)


def _wrap(path: Path, target: Path) -> None:
    """One PDF page per picture. Pillow comes with pdfplumber."""
    Image.MAX_IMAGE_PIXELS = _MAX_PIXELS
    try:
        with Image.open(path, formats=("JPEG", "PNG", "BMP", "TIFF")) as image:
            if image.width * image.height > _MAX_PIXELS:
                raise UnreadableDocumentError(
                    "too-large", "は画像が大きすぎます。300dpi 程度で読み取り直してください。"
                )
            frames = [
                ImageOps.exif_transpose(frame.convert("RGB"))
                for _, frame in zip(range(_MAX_FRAMES), ImageSequence.Iterator(image), strict=False)
            ]
        dpi = float(image.info.get("dpi", (0, 0))[0] or 0)
        frames[0].save(
            target,
            "PDF",
            resolution=dpi if 70 <= dpi <= 1200 else _DOTS_PER_INCH,
            save_all=True,
            append_images=frames[1:],
        )
    except (OSError, ValueError, SyntaxError, EOFError, TypeError, Image.DecompressionBombError) as error:
        raise UnreadableDocumentError(
            "broken", "は画像として読めません。開けるか確かめ、読み取り直した PDF と差し替えてください。"
        ) from error

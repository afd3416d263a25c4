"""The fonts of the samples: BIZ UD (SIL Open Font License 1.1), embedded as subsets so that all can read them."""

from __future__ import annotations

from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FONT_FOLDER = Path("/usr/share/fonts/truetype")
FONTS = {
    "Mincho": FONT_FOLDER / "bizud-mincho" / "BIZUDMincho-Regular.ttf",
    "Gothic": FONT_FOLDER / "bizud-gothic" / "BIZUDPGothic-Regular.ttf",
    "GothicBold": FONT_FOLDER / "bizud-gothic" / "BIZUDPGothic-Bold.ttf",
}


def missing() -> list[str]:
    """Font files that this machine lacks."""
    return [str(path) for path in FONTS.values() if not path.is_file()]


def register() -> None:
    """Make the fonts known to reportlab."""
    for name, path in FONTS.items():
        pdfmetrics.registerFont(TTFont(name, str(path)))

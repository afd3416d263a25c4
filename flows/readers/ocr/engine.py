"""The engine (文字認識): rapidocr on onnxruntime, weights from its wheel, quiet, one per process."""

from __future__ import annotations

import logging
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

LONGEST_SIDE = 2000
"""Pixels to which a picture is reduced; an A4 page at 170 dpi. Bounds time (2–8 s a page) and memory."""
THREADS = 2
LEAST_CONFIDENCE = 0.5
"""Lines read with less are specks and seals more often than words."""


@cache
def available() -> bool:
    """Whether the extra `ocr` is installed with its weights."""
    return all(find_spec(name) for name in ("rapidocr", "onnxruntime", "cv2")) and len(_weights()) == 2


@cache
def _weights() -> dict[str, str]:
    """The models in the wheel: what finds lines ("Det") and what reads them ("Rec")."""
    spec = find_spec("rapidocr")
    if spec is None or spec.origin is None:
        return {}
    found = {}
    for part, mark in (("Det", "_det_"), ("Rec", "_rec_")):
        models = sorted(p for p in (Path(spec.origin).parent / "models").glob("*.onnx") if mark in p.name)
        if models:
            found[part] = str(models[-1])
    return found


@cache
def engine() -> Any:
    """The one engine of this process. Raises ImportError without the extra."""
    from rapidocr import RapidOCR  # noqa: PLC0415 - an extra, and two seconds to import

    logging.getLogger("RapidOCR").setLevel(logging.CRITICAL)
    parameters: dict[str, Any] = {
        "Global.log_level": "critical",
        "Global.max_side_len": LONGEST_SIDE,
        "Global.text_score": LEAST_CONFIDENCE,
        # The classifier turns single lines upside down: harmful on short lines, and pages are fed upright.
        "Global.use_cls": False,
        "EngineConfig.onnxruntime.intra_op_num_threads": THREADS,
        "EngineConfig.onnxruntime.inter_op_num_threads": 1,
    }
    for part, path in _weights().items():
        parameters[f"{part}.model_path"] = path
    return RapidOCR(params=parameters)

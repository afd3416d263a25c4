"""Prefect's surroundings: imported before Prefect itself, since it reads its settings once.

Nothing leaves the machine (no telemetry, no version check, no server of somebody else's), its home lies in a cache
folder of the project's, its log is quiet unless asked. An embedded server whose run was killed lives on and holds the
database: the next run finds it by a note in the home and ends it.
"""

import contextlib
import json
import os
import signal
import sys
from pathlib import Path

_NOTE = "embedded-server.json"

FIXED = {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "PREFECT_LOGGING_TO_API_ENABLED": "false",
    "PREFECT_SERVER_EPHEMERAL_ENABLED": "true",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
    "PREFECT_RESULTS_PERSIST_BY_DEFAULT": "false",
    "PREFECT_TASKS_DEFAULT_NO_CACHE": "true",
    "PREFECT_CLIENT_SERVER_VERSION_CHECK_ENABLED": "false",
    "PREFECT_SHOW_PROMOTIONAL_CONTENT": "false",
}
_ELSEWHERE = ("PREFECT_API_URL", "PREFECT_API_KEY", "PREFECT_PROFILE", "PREFECT_API_DATABASE_CONNECTION_URL")


OWN_SERVER = "DXPLAN_PREFECT_API_URL"
"""Environment variable: the address of a Prefect server to use instead of an embedded one."""


def own_server() -> str:
    """The server to use instead of an embedded one; empty for none."""
    return os.environ.get(OWN_SERVER, "")


def cache_dir() -> Path:
    """A folder for what may be deleted at any time: .cache in a checkout, else the user's cache folder."""
    project = Path(__file__).resolve().parent.parent
    if (project / "pyproject.toml").is_file():
        return project / ".cache"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", str(Path.home()))) / "dxplan" / "cache"
    return Path(os.environ.get("XDG_CACHE_HOME", str(Path.home() / ".cache"))) / "dxplan"


def settle(*, verbose: bool = False) -> Path:
    """Set Prefect's environment and return its home. Call before Prefect is imported."""
    home = Path(os.environ.get("DXPLAN_PREFECT_HOME") or cache_dir() / "prefect")
    home.mkdir(parents=True, exist_ok=True)
    for name in _ELSEWHERE:
        os.environ.pop(name, None)
    os.environ.update(FIXED)
    if server := own_server():
        os.environ["PREFECT_API_URL"] = server
    # A municipal proxy must not be asked for this machine's own address.
    os.environ["NO_PROXY"] = ",".join(
        filter(None, (os.environ.get("NO_PROXY", ""), "127.0.0.1", "localhost"))
    )
    os.environ["PREFECT_HOME"] = str(home)
    os.environ["PREFECT_LOGGING_LEVEL"] = "INFO" if verbose else "CRITICAL"
    _end_orphan(home)
    return home


def note_server(home: Path, pid: int) -> None:
    """Remember the embedded server of this process."""
    (home / _NOTE).write_text(json.dumps({"server": pid, "owner": os.getpid()}), encoding="utf-8")


def forget_server(home: Path) -> None:
    """The server was ended in order."""
    (home / _NOTE).unlink(missing_ok=True)


def _end_orphan(home: Path) -> None:
    try:
        note = json.loads((home / _NOTE).read_text(encoding="utf-8"))
        server, owner = int(note["server"]), int(note["owner"])
    except (OSError, ValueError, KeyError, TypeError):
        return
    if not _alive(owner) and _is_prefect(server):
        with contextlib.suppress(OSError):
            os.kill(server, signal.SIGTERM)
    if not _alive(owner):
        forget_server(home)


def _alive(pid: int) -> bool:
    if sys.platform == "win32":
        return False  # os.kill(pid, 0) ends a process there; Windows ends children with their console anyway
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _is_prefect(pid: int) -> bool:
    """Whether the process is an embedded Prefect server (its number may belong to another by now)."""
    try:
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False
    return b"prefect.server.api.server" in command

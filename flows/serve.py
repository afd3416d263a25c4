"""Scheduled drafts: a Prefect deployment of the flow, with a server of its own on this machine (定時実行).

A schedule needs a running server, which the embedded one of a single run is not: `serve` starts Prefect's server as a
child on 127.0.0.1, waits until it answers, serves the flow with a cron schedule in Japan time, and ends the server when
it is ended itself. With DXPLAN_PREFECT_API_URL set, that server is used and none is started.
"""

import contextlib
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

from flows import prefect_home
from flows.model import BadConfiguration, DxplanError
from flows.preparing import Request

DEPLOYMENT = "dxplan"
TIME_ZONE = "Asia/Tokyo"
_FIVE_FIELDS = re.compile(r"(?:[0-9A-Za-z*/,#?-]+\s+){4}[0-9A-Za-z*/,#?-]+")
"""What a schedule looks like; Prefect says whether it means anything, but only once it runs."""
_PATIENCE = 120.0
"""Seconds to wait for the server to answer."""


def serve(
    request: Request, *, cron: str, verbose: bool = False, ready: Callable[[str], None] = lambda _: None
) -> None:
    """Serve the draft on a schedule until interrupted.

    Raises BadConfiguration for a schedule that cannot be read.
    """
    if not _FIVE_FIELDS.fullmatch(cron.strip()):
        raise _unreadable(cron)
    prefect_home.settle(verbose=verbose)
    with _server() as address:
        os.environ[prefect_home.OWN_SERVER] = address
        # Prefect reads its settings when it is imported: not before the server's address is known.
        from prefect.schedules import Cron  # noqa: PLC0415
        from prefect.types.entrypoint import EntrypointType  # noqa: PLC0415

        from flows.draft import draft  # noqa: PLC0415

        try:
            schedule = Cron(cron, timezone=TIME_ZONE)
        except ValueError as error:
            raise _unreadable(cron) from error
        ready(address)
        draft.serve(
            name=DEPLOYMENT,
            schedule=schedule,
            parameters={"request": _absolute(request).model_dump(mode="json")},
            limit=1,
            print_starting_message=False,
            entrypoint_type=EntrypointType.MODULE_PATH,
        )


def _unreadable(cron: str) -> BadConfiguration:
    return BadConfiguration(
        f"実行時刻「{cron}」を読めません。",
        "「分 時 日 月 曜日」の形で書いてください（例：0 5 * * *＝毎日5時）。",
    )


def _absolute(request: Request) -> Request:
    """Scheduled runs start wherever Prefect likes: every path must stand on its own."""
    return request.model_copy(
        update={
            "inputs": request.inputs.resolve(),
            "guidance": request.guidance.resolve() if request.guidance else None,
            "confirmed": request.confirmed.resolve() if request.confirmed else None,
            "outputs": request.outputs.resolve(),
        }
    )


@contextlib.contextmanager
def _server() -> Iterator[str]:
    """The address of a Prefect server's API: the user's, or a child of this process that ends with it."""
    if address := prefect_home.own_server():
        yield address
        return
    port = _free_port()
    environment = {
        **os.environ,
        "PREFECT_SERVER_API_HOST": "127.0.0.1",
        "PREFECT_SERVER_API_PORT": str(port),
        "PREFECT_SERVER_UI_V2_ENABLED": "false",
        "PREFECT_UI_API_URL": f"http://127.0.0.1:{port}/api",
    }
    home = prefect_home.settle()
    log = home / "prefect-server.log"
    with log.open("wb") as output:
        # The command is this interpreter and fixed words.
        child = subprocess.Popen(
            [sys.executable, "-m", "prefect", "server", "start"],
            env=environment,
            stdout=output,
            stderr=output,
        )
        try:
            _wait(child, f"http://127.0.0.1:{port}/api/health", log)
            prefect_home.note_server(home, child.pid)
            yield f"http://127.0.0.1:{port}/api"
        finally:
            child.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(20)
            child.kill()
            prefect_home.forget_server(home)


def _wait(child: "subprocess.Popen[bytes]", url: str, log: Path) -> None:
    end = time.monotonic() + _PATIENCE
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    while time.monotonic() < end and child.poll() is None:
        try:
            with opener.open(url, timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    raise DxplanError("Prefectのサーバーが起動しませんでした。", f"記録「{log}」を確かめてください。")


def _free_port() -> int:
    with contextlib.closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

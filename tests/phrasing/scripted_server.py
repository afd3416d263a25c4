"""A server that answers chat/completions from a script, on 127.0.0.1: well, badly, slowly, or not at all."""

import contextlib
import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Script = Callable[["Talk"], None]
Said = list[dict[str, Any]]

_LISTS = re.compile("^[^はが]{,60}[^てでがも]します。$")
_LINE = re.compile(r"^\[(\d+)\] (.+)$")


@dataclass
class Talk:
    """One request, and the means to answer it."""

    handler: BaseHTTPRequestHandler
    asked: dict[str, Any]
    server: "Scripted"

    @property
    def groups(self) -> list[dict[int, str]]:
        """The evidence of the prompt, as a reader of it would see it."""
        found: list[dict[int, str]] = []
        for line in self.asked["messages"][-1]["content"].splitlines():
            if line.startswith("欄："):
                found.append({})
            elif match := _LINE.match(line):
                found[-1][int(match[1])] = match[2]
        return found

    def say(self, content: str, status: int = 200) -> None:
        """Answer with the model's words."""
        choice = {"message": {"role": "assistant", "content": content}, "finish_reason": "stop"}
        self.send(json.dumps({"choices": [choice]}).encode(), status)

    def send(self, body: bytes, status: int = 200, **headers: str) -> None:
        """Answer with these bytes."""
        self.handler.send_response(status)
        for name, value in headers.items():
            self.handler.send_header(name.replace("_", "-"), value)
        self.handler.send_header("Content-Length", str(len(body)))
        self.handler.end_headers()
        self.handler.wfile.write(body)


@dataclass
class Scripted:
    """The running server and what it has heard."""

    address: str = ""
    heard: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    def wait(self, seconds: float) -> None:
        """Do nothing for a while, but not longer than the test."""
        self.over.wait(seconds)


@contextlib.contextmanager
def scripted(script: Script) -> Iterator[Scripted]:
    """A server that answers every request by the script."""
    state = Scripted()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            asked = json.loads(self.rfile.read(length))
            state.heard.append(asked)
            state.keys.append(self.headers.get("Authorization", ""))
            with contextlib.suppress(OSError):  # the client has had enough
                script(Talk(self, asked, state))

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    state.address = f"http://127.0.0.1:{server.server_address[1]}/v1"
    try:
        yield state
    finally:
        state.over.set()
        server.shutdown()
        server.server_close()


def spoken(sentences: Said) -> str:
    """Sentences in the form that is asked for."""
    return json.dumps({"sentences": sentences}, ensure_ascii=False)


def well(groups: list[dict[int, str]]) -> Said:
    """What an obedient model makes of the evidence: two sentences joined where that is easy, the others linked."""
    said: Said = []
    for group in groups:
        left = list(group.items())
        while left:
            (number, text), *rest = left
            linked = "" if number == min(group) else "また、"
            if rest and all(_LISTS.search(each) for each in (text, rest[0][1])):
                text, numbers = f"{text[:-3]}、{rest[0][1]}", [number, rest[0][0]]
                rest = rest[1:]
            else:
                numbers = [number]
            said.append({"text": f"{linked}{text}", "evidence": numbers})
            left = rest
    return said


def good(talk: Talk) -> None:
    """Answers as asked."""
    talk.say(spoken(well(talk.groups)))


def altered(change: Callable[[Said], Said | None]) -> Script:
    """Answers as asked but for a change to the sentences."""

    def script(talk: Talk) -> None:
        said = well(talk.groups)
        talk.say(spoken(change(said) or said))

    return script


def dripping(talk: Talk) -> None:
    """Sends a letter now and then, for ever."""
    talk.handler.send_response(200)
    talk.handler.send_header("Content-Type", "application/json")
    talk.handler.end_headers()
    while not talk.server.over.is_set():
        talk.handler.wfile.write(b" ")
        talk.handler.wfile.flush()
        time.sleep(0.05)


def dripping_heads(talk: Talk) -> None:
    """Never comes to the end of its headers."""
    talk.handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    while not talk.server.over.is_set():
        talk.handler.wfile.write(b"X-More: x\r\n")
        talk.handler.wfile.flush()
        time.sleep(0.05)


def silent(talk: Talk) -> None:
    """Takes the request and says nothing."""
    talk.server.wait(30)

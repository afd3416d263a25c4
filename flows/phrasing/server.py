"""Asking a server through POST …/chat/completions: bounded in time, bytes, tries and trust.

One deadline covers a section from the first try to the last byte, so a server that drips is stopped like one that is
silent; one budget covers the run. No proxy and no credentials from the environment, certificates checked against the
system's store, no redirect followed (evidence and key go to the address given and nowhere else), no compressed answer
(a small one may be huge). Nothing a server says reaches a message; a reply that holds the key is thrown away.
"""

import asyncio
import contextlib
import json
import ssl
import threading
from collections.abc import Callable, Collection, Sequence
from queue import SimpleQueue
from typing import Any, TypeVar

import httpx

from flows.phrasing.prompts import Prompt, Reply
from flows.phrasing.service import Service
from flows.text import clean

R = TypeVar("R")

_UNAUTHORISED = (401, 403)
_WRONG_FORM = (400, 404, 415, 422)
_BUSY = (408, 409, 425, 429)
_WISHES = ("temperature", "seed", "max_tokens", "response_format")
_FORMS = (_WISHES, _WISHES[:-1], ())
"""What a request says besides the messages. Some servers know no JSON form, some models take none of it: from each the
next is tried, and the first that is taken is kept."""
_PAUSE = 0.5
"""Seconds before a second try where the server does not say."""
_HALF = 0.2
"""How long the waiting thread sleeps: Windows hears Ctrl+C only between sleeps."""


class _Failed(Exception):  # noqa: N818 (named for what is wrong)
    """No answer; the reason is plain Japanese and holds nothing that the server said."""

    def __init__(self, reason: str, *, again: float | None = None, final: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.again = again
        """Seconds after which another try may help; None when it will not."""
        self.final = final
        """Whether no other section will fare better."""


class Server:
    """A Client that asks a server."""

    def __init__(self, service: Service, key: str = "") -> None:
        self._service = service
        self._limits = service.limits
        self._key = key
        self._row = 0
        self._over = ""
        """Why the rest is not asked for; "" while it is."""
        self._form = 0
        """Index into _FORMS: how much of a request the server has refused so far."""

    def answers(self, prompts: Sequence[Prompt]) -> Sequence[Reply]:
        """A reply for each prompt, in order."""
        return _apart(lambda: asyncio.run(self._all(prompts))) if prompts else ()

    async def _all(self, prompts: Sequence[Prompt]) -> list[Reply]:
        turns = asyncio.Semaphore(self._limits.at_once)
        timeout = httpx.Timeout(self._limits.request, connect=self._limits.connect)
        async with httpx.AsyncClient(
            trust_env=False, follow_redirects=False, timeout=timeout, verify=ssl.create_default_context()
        ) as client:
            tasks = [asyncio.create_task(self._one(client, turns, prompt)) for prompt in prompts]
            _, late = await asyncio.wait(tasks, timeout=self._limits.run)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        over = Reply(failure="全体の時間の上限になりました")
        return [over if task in late else task.result() for task in tasks]

    async def _one(self, client: httpx.AsyncClient, turns: asyncio.Semaphore, prompt: Prompt) -> Reply:
        async with turns:
            if self._over:
                return Reply(failure=self._over)
            try:
                async with asyncio.timeout(self._limits.request):
                    text = await self._tried(client, prompt)
            except TimeoutError:
                return self._failed(_Failed("時間内に返答がありません"))
            except _Failed as failed:
                return self._failed(failed)
            self._row = 0
            return Reply(text=text)

    def _failed(self, failed: _Failed) -> Reply:
        self._row += 1
        if failed.final or self._row >= self._limits.in_a_row:
            self._over = f"{failed.reason}（以後の節は送っていません）"
        return Reply(failure=failed.reason)

    async def _tried(self, client: httpx.AsyncClient, prompt: Prompt) -> str:
        for left in range(self._limits.tries - 1, -1, -1):
            try:
                return self._content(await self._sent(client, prompt))
            except _Failed as failed:
                if failed.again is None or failed.again > self._limits.pause or not left:
                    raise
                await asyncio.sleep(failed.again)
        raise _Failed("時間内に返答がありません")

    async def _sent(self, client: httpx.AsyncClient, prompt: Prompt) -> bytes:
        while True:
            form = self._form
            try:
                return await self._posted(client, _body(self._service.model, prompt, _FORMS[form]))
            except httpx.TimeoutException as error:
                raise _Failed("時間内に返答がありません") from error
            except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
                raise _Failed("サーバーにつながらないか、通信が途切れました", again=_PAUSE) from error
            except _Form as error:
                if form + 1 == len(_FORMS):
                    raise _Failed(f"サーバーが依頼を受け付けません（{error.status}）", final=True) from error
                self._form = max(self._form, form + 1)

    async def _posted(self, client: httpx.AsyncClient, body: bytes) -> bytes:
        headers = {"Content-Type": "application/json", "Accept-Encoding": "identity"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        url = f"{self._service.address}/chat/completions"
        async with client.stream("POST", url, content=body, headers=headers) as response:
            _judge_status(response)
            received = bytearray()
            async for chunk in response.aiter_raw():
                received += chunk
                if len(received) > self._limits.most_bytes:
                    raise _Failed("返答が大きすぎます")
            return bytes(received)

    def _content(self, body: bytes) -> str:
        """The model's words. Raises _Failed for a body of another form."""
        try:
            choice = json.loads(body)["choices"][0]
            text = choice["message"]["content"]
        except (ValueError, KeyError, IndexError, TypeError, RecursionError) as error:
            raise _Failed("返答の形が違います") from error
        if not isinstance(text, str) or not text.strip():
            raise _Failed("返答が空です")
        if choice.get("finish_reason") == "length":
            raise _Failed("返答が途中で切れています")
        if self._key and self._key in text:
            raise _Failed("返答に鍵が含まれていたため捨てました", final=True)
        return clean(text)


class _Form(Exception):  # noqa: N818 (named for what is wrong)
    """The server does not take a request of this form."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


def _judge_status(response: httpx.Response) -> None:
    status = response.status_code
    if status in _UNAUTHORISED:
        raise _Failed(f"鍵が受け付けられません（{status}）", final=True)
    if status in _WRONG_FORM:
        raise _Form(status)
    if status in _BUSY or status >= 500:
        raise _Failed(f"サーバーが応じられません（{status}）", again=_after(response))
    if response.is_redirect:
        raise _Failed(f"ほかのアドレスへ送るよう求められましたが、送っていません（{status}）", final=True)
    if status != 200:
        raise _Failed(f"サーバーが依頼を受け付けません（{status}）", final=True)
    if response.headers.get("Content-Encoding", "identity") != "identity":
        raise _Failed("返答の形が違います")


def _after(response: httpx.Response) -> float:
    """Seconds the server wants to be left alone; a date is taken for too long."""
    wanted = response.headers.get("Retry-After")
    if wanted is None:
        return _PAUSE
    with contextlib.suppress(ValueError):
        return max(0.0, float(wanted))
    return float("inf")


def _body(model: str, prompt: Prompt, form: Collection[str]) -> bytes:
    asked: dict[str, Any] = {
        "model": model,
        "messages": [{"role": role, "content": content} for role, content in prompt.messages],
        "stream": False,
        "temperature": 0,
        "seed": 0,
        "max_tokens": prompt.most_tokens,
        "response_format": {"type": "json_object"},
    }
    told = {name: value for name, value in asked.items() if name not in _WISHES or name in form}
    return json.dumps(told, ensure_ascii=False).encode("utf-8", errors="replace")


def _apart(work: Callable[[], R]) -> R:
    """Call it on a thread of its own: no event loop of the caller is in the way, and Ctrl+C is heard at once."""
    done: SimpleQueue[tuple[R | None, BaseException | None]] = SimpleQueue()

    def run() -> None:
        try:
            done.put((work(), None))
        except BaseException as error:  # handed on to the caller
            done.put((None, error))

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    while thread.is_alive():
        thread.join(_HALF)
    value, error = done.get()
    if error is not None:
        raise error
    return value  # type: ignore[return-value]  # set where there is no error

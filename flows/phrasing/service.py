"""Where a model is reached (OpenAI互換のアドレス), and what may be asked of it. The key is never part of it.

A Service goes into run.json and into Prefect's records, so it can hold no secret: an address with a name, password or
query is refused, without being repeated in the message. The key comes from the environment when it is used.
"""

import os
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from flows.model import BadInput, Value

KEY_NAME = "DXPLAN_WRITER_KEY"
_ENDPOINT = "/chat/completions"


class Limits(Value):
    """How long and how much (seconds and bytes)."""

    connect: float = 5
    request: float = 180
    """From the first try for a section to the last byte of its answer."""
    run: float = 1800
    """All sections together."""
    most_bytes: int = 200_000
    at_once: int = 2
    tries: int = 2
    in_a_row: int = 3
    """So many sections without an answer one after another: the rest is not asked for."""
    pause: float = 5
    """The longest wait before a second try; a server that asks for more is not asked again."""


class Service(Value):
    """A server and the model on it."""

    address: str
    """http(s)://host[:port]/path, below which chat/completions lies."""
    model: str
    limits: Limits = Limits()


def service(address: str, model: str, seconds: float | None = None) -> Service | None:
    """The service these words name; None for no address. Raises BadInput for what is none."""
    if not address.strip():
        return None
    parts = _parts(address.strip())
    if parts is None or parts.scheme not in ("http", "https") or not parts.hostname:
        raise BadInput(
            "文章の整えに使うサーバーのアドレスを読めません。",
            "http:// 又は https:// で始まるアドレスを指定してください（例：http://127.0.0.1:11434/v1）。",
        )
    if parts.username is not None or parts.password is not None or parts.query or parts.fragment:
        raise BadInput(
            "文章の整えに使うサーバーのアドレスに、利用者名、パスワード、「?」「#」より後ろは書けません。",
            f"鍵は環境変数 {KEY_NAME} に書いてください。",
        )
    if not model.strip():
        raise BadInput(
            "文章の整えに使うモデルの名前がありません。",
            "--writer-model か環境変数 DXPLAN_WRITER_MODEL に、サーバーでのモデルの名前を書いてください。",
        )
    if seconds is not None and not 0 < seconds <= Limits().run:
        raise BadInput(
            "--writer-timeout の秒数が正しくありません。",
            f"1から{Limits().run:.0f}までの秒数を指定してください。",
        )
    path = parts.path.rstrip("/").removesuffix(_ENDPOINT)
    limits = Limits() if seconds is None else Limits(request=seconds)
    return Service(address=f"{parts.scheme}://{parts.netloc}{path}", model=model.strip(), limits=limits)


def _parts(address: str) -> SplitResult | None:
    try:
        parts = urlsplit(address)
        _ = parts.port  # raises for what is no number
    except ValueError:
        return None
    return parts if parts.netloc.isascii() and " " not in parts.netloc else None


def is_exposed(asked: Service) -> bool:
    """Whether what is sent there can be read on the way: plain http to another machine."""
    parts = urlsplit(asked.address)
    host = parts.hostname or ""
    try:
        own = host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        own = False
    return parts.scheme == "http" and not own


def key() -> str:
    """The key from the environment; "" for none. Raises BadInput for one that cannot be sent, without showing it."""
    value = os.environ.get(KEY_NAME, "").strip()
    if any(not "!" <= char <= "~" for char in value):
        raise BadInput(
            f"環境変数 {KEY_NAME} の値に、鍵に使えない文字があります。", "鍵を写し直してください。"
        )
    return value

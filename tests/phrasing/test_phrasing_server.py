"""A server that answers well, badly, slowly and not at all: whatever it does, the run ends soon with a sound draft."""

import json
import re
import socket
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from phrased_plan import STATUS, phrased, plan, texts
from scripted_server import (
    Script,
    Talk,
    altered,
    dripping,
    dripping_heads,
    good,
    scripted,
    silent,
    spoken,
    well,
)

from flows.model import BadInput
from flows.phrasing import KEY_NAME, Limits, Phrased, Prompt, Server, Service, is_exposed, key, service

LIMITS = Limits(connect=1, request=0.6, run=5, most_bytes=20_000, pause=0.2)
KEY = "sk-scripted-0123456789"


def answered(script: Script, *, held: str = KEY, limits: Limits = LIMITS) -> tuple[Phrased, int]:
    """The plan as phrased by that server, and how often it was asked."""
    with scripted(script) as server:
        result = phrased(Server(Service(address=server.address, model="m", limits=limits), held))
        return result, len(server.heard)


def test_a_good_answer_is_taken_whole() -> None:
    with scripted(good) as server:
        result = phrased(Server(Service(address=server.address, model="nadeshiko", limits=LIMITS), KEY))
    (asked,) = server.heard
    assert server.keys == [f"Bearer {KEY}"]
    assert (asked["model"], asked["temperature"], asked["seed"], asked["stream"]) == (
        "nadeshiko",
        0,
        0,
        False,
    )
    assert asked["response_format"] == {"type": "json_object"}
    assert [message["role"] for message in asked["messages"]] == ["system", "user"]
    assert result.sections[0].failure == ""
    assert result.sections[0].taken == len(result.sections[0].sentences) > 0
    assert texts(result.draft, "現状")[1].startswith("また、")


def number(talk: Talk) -> None:
    talk.say(spoken([{**each, "text": re.sub("1[26]", "15", each["text"])} for each in well(talk.groups)]))


def without_numbers(talk: Talk) -> None:
    talk.say(spoken([{"text": each["text"]} for each in well(talk.groups)]))


def redirecting(talk: Talk) -> None:
    talk.send(b"", 307, Location="http://127.0.0.1:9/v1/chat/completions")


def compressed(talk: Talk) -> None:
    talk.send(b"\x1f\x8b" + b"0" * 50, Content_Encoding="gzip")


def cut_off(talk: Talk) -> None:
    choice = {"message": {"content": spoken(well(talk.groups))}, "finish_reason": "length"}
    talk.send(json.dumps({"choices": [choice]}).encode())


def hanging_up(talk: Talk) -> None:
    talk.handler.connection.shutdown(socket.SHUT_RDWR)


def echoing(talk: Talk) -> None:
    talk.say(spoken([{**each, "text": f"{each['text']}{KEY}"} for each in well(talk.groups)]))


@pytest.mark.parametrize(
    ("script", "failure"),
    [
        (silent, "時間内に返答がありません"),
        (dripping, "時間内に返答がありません"),
        (dripping_heads, "時間内に返答がありません"),
        (hanging_up, "通信が途切れました"),
        (lambda talk: talk.send(b" " * 30_000), "返答が大きすぎます"),
        (lambda talk: talk.say("あ" * 9_000), "返答が大きすぎます"),
        (lambda talk: talk.send(b"not json"), "返答の形が違います"),
        (lambda talk: talk.send(b"[" * 9_000), "返答の形が違います"),
        (lambda talk: talk.send(b'{"choices": []}'), "返答の形が違います"),
        (lambda talk: talk.send(b'{"choices": [{"message": {"content": null}}]}'), "返答が空です"),
        (compressed, "返答の形が違います"),
        (cut_off, "返答が途中で切れています"),
        (echoing, "返答に鍵が含まれていた"),
        (redirecting, "ほかのアドレスへ送るよう求められましたが、送っていません（307）"),
        (lambda talk: talk.send(b"", 401), "鍵が受け付けられません（401）"),
        (lambda talk: talk.send(b"", 429, Retry_After="3600"), "サーバーが応じられません（429）"),
        (lambda talk: talk.send(b"", 500, Retry_After="0"), "サーバーが応じられません（500）"),
        (lambda talk: talk.send(b"", 404), "サーバーが依頼を受け付けません（404）"),
        (lambda talk: talk.say("できません。"), "返答に文がありません"),
        (without_numbers, "使えない文が多くあります"),
    ],
    ids=[
        "it says nothing",
        "it drips the body",
        "it drips the headers",
        "it hangs up",
        "it sends too much",
        "it says too much",
        "it sends no JSON",
        "it sends brackets without end",
        "it sends no choice",
        "it sends no words",
        "it sends something compressed",
        "it stops in the middle",
        "it repeats the key",
        "it sends us elsewhere",
        "it refuses the key",
        "it asks to come back in an hour",
        "it is broken",
        "it does not know the path",
        "it refuses in words",
        "it gives no evidence at all",
    ],
)
def test_whatever_goes_wrong_the_deterministic_text_stays(script: Script, failure: str) -> None:
    started = time.monotonic()
    result, _ = answered(script)
    assert time.monotonic() - started < 2.5
    assert result.draft == plan()
    assert failure in result.sections[0].failure
    assert any(failure in finding.message for finding in result.findings)
    assert KEY not in result.model_dump_json()


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        (number, "数値「15"),
        (altered(lambda said: [{**said[0], "evidence": [99]}, *said[1:]]), r"根拠\[99\]はありません"),
        (altered(lambda said: [{**said[0], "evidence": []}, *said[1:]]), "根拠の番号がありません"),
        (altered(lambda said: [{**said[0], "text": f"磯浜市は{said[0]['text']}"}, *said[1:]]), "磯浜"),
        (altered(lambda said: [{**said[0], "evidence": [7]}, *said[1:]]), "引用文にありません"),
        (altered(lambda said: [*said[:-1], {**said[-1], "text": "業務の見直しを進めません。"}]), "打ち消し"),
    ],
    ids=[
        "an invented number",
        "evidence that is not there",
        "no evidence",
        "the wrong municipality",
        "the evidence of another sentence",
        "a negation",
    ],
)
def test_one_bad_sentence_falls_back_and_the_others_stand(script: Script, reason: str) -> None:
    result, _ = answered(script)
    outcome = result.sections[0]
    refused = [each.reason for each in outcome.sentences if each.reason]
    assert any(re.search(reason, each) for each in refused), refused
    assert outcome.taken > 0
    quotes = {
        c.quote for section in result.draft.sections for block in section.blocks for c in block.citations
    }
    assert quotes >= set(STATUS)


def test_nothing_listens_there() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    result = phrased(Server(Service(address=f"http://127.0.0.1:{port}/v1", model="m", limits=LIMITS), KEY))
    assert result.draft == plan()
    assert "つながらない" in result.sections[0].failure


def test_a_busy_server_is_asked_once_more() -> None:
    def script(talk: Talk) -> None:
        if len(talk.server.heard) == 1:
            talk.send(b"", 503, Retry_After="0")
        else:
            good(talk)

    result, asked = answered(script)
    assert (result.sections[0].failure, asked) == ("", 2)
    _, asked = answered(lambda talk: talk.send(b"", 503, Retry_After="0"))
    assert asked == LIMITS.tries


@pytest.mark.parametrize(
    ("refused", "asked"),
    [({"response_format"}, 2), ({"max_tokens"}, 3), ({"response_format", "temperature"}, 3)],
    ids=["it knows no JSON form", "it knows no limit", "it takes no wishes"],
)
def test_a_server_that_refuses_a_wish_is_asked_without_it(refused: set[str], asked: int) -> None:
    def script(talk: Talk) -> None:
        if refused & set(talk.asked):
            talk.send(b"", 400)
        else:
            good(talk)

    result, count = answered(script)
    assert (result.sections[0].failure, count) == ("", asked)


def prompts(count: int) -> Sequence[Prompt]:
    """So many different requests."""
    return [Prompt(key=str(n), messages=(("user", f"[1] {n}"),), most_tokens=10) for n in range(count)]


def test_after_some_failures_in_a_row_the_rest_is_not_asked_for() -> None:
    limits = LIMITS.model_copy(update={"at_once": 1, "tries": 1})
    with scripted(lambda talk: talk.send(b"", 500)) as server:
        replies = Server(Service(address=server.address, model="m", limits=limits)).answers(prompts(20))
        assert len(server.heard) == limits.in_a_row
    assert "以後の節は送っていません" in replies[-1].failure
    with scripted(lambda talk: talk.send(b"", 401)) as server:
        Server(Service(address=server.address, model="m", limits=limits), KEY).answers(prompts(20))
        assert len(server.heard) == 1


def test_the_budget_of_a_run_ends_it_and_what_came_in_time_is_kept() -> None:
    def script(talk: Talk) -> None:
        if len(talk.server.heard) > 3:
            talk.server.wait(10)
        talk.say("はい。")

    limits = Limits(request=5, run=0.7, at_once=1)
    with scripted(script) as server:
        started = time.monotonic()
        replies = Server(Service(address=server.address, model="m", limits=limits)).answers(prompts(6))
        assert time.monotonic() - started < 2
    assert [reply.text for reply in replies] == ["はい。"] * 3 + [""] * 3
    assert replies[-1].failure == "全体の時間の上限になりました"


def test_no_more_than_so_many_are_asked_at_once_and_answers_keep_their_order() -> None:
    now: list[int] = []
    most: list[int] = []

    def script(talk: Talk) -> None:
        now.append(1)
        most.append(len(now))
        talk.server.wait(0.05)
        now.pop()
        talk.say(talk.asked["messages"][0]["content"])

    with scripted(script) as server:
        replies = Server(Service(address=server.address, model="m", limits=LIMITS)).answers(prompts(8))
    assert [reply.text for reply in replies] == [f"[1] {n}" for n in range(8)]
    assert max(most) <= LIMITS.at_once


def test_proxies_and_credentials_of_the_environment_are_not_used(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login clerk password secret\n", encoding="utf-8")
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with scripted(good) as server:
        result = phrased(Server(Service(address=server.address, model="m", limits=LIMITS)))
    assert result.sections[0].failure == ""
    assert server.keys == [""]


@pytest.mark.parametrize(
    ("address", "model", "message"),
    [
        ("ftp://127.0.0.1/v1", "m", "アドレスを読めません"),
        ("127.0.0.1:11434", "m", "アドレスを読めません"),
        ("http://", "m", "アドレスを読めません"),
        ("http://127.0.0.1:99999/v1", "m", "アドレスを読めません"),
        ("http://clerk:hidden@127.0.0.1/v1", "m", "書けません"),
        ("http://127.0.0.1/v1?key=hidden", "m", "書けません"),
        ("http://127.0.0.1/v1#hidden", "m", "書けません"),
        ("http://127.0.0.1/v1", " ", "モデルの名前"),
    ],
)
def test_an_address_that_cannot_be_used_is_refused_without_repeating_it(
    address: str, model: str, message: str
) -> None:
    with pytest.raises(BadInput, match=message) as refused:
        service(address, model)
    assert "hidden" not in str(refused.value)


def test_an_address_may_be_given_with_or_without_the_last_part() -> None:
    for address in (
        "http://127.0.0.1:8080/v1",
        "http://127.0.0.1:8080/v1/",
        "http://127.0.0.1:8080/v1/chat/completions",
    ):
        found = service(address, "m")
        assert found is not None
        assert found.address == "http://127.0.0.1:8080/v1"
    assert service("", "m") is None


@pytest.mark.parametrize(
    ("address", "exposed"),
    [
        ("http://127.0.0.1:11434/v1", False),
        ("http://localhost:11434/v1", False),
        ("http://[::1]:11434/v1", False),
        ("https://writer.example/v1", False),
        ("http://writer.example/v1", True),
        ("http://10.0.0.5/v1", True),
    ],
)
def test_plain_http_to_another_machine_can_be_read_on_the_way(address: str, exposed: bool) -> None:
    assert is_exposed(Service(address=address, model="m")) is exposed


def test_a_key_that_cannot_be_sent_is_refused_without_showing_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KEY_NAME, " good-key ")
    assert key() == "good-key"
    for bad in ("秘密の鍵", "two words", "line\nbreak"):
        monkeypatch.setenv(KEY_NAME, bad)
        with pytest.raises(BadInput, match=KEY_NAME) as refused:
            key()
        assert bad not in str(refused.value)

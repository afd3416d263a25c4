"""report.html as the browser shows it and as an attacker would like it to be."""

import base64
import hashlib
import os
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.model import Document, DocumentKind, Draft, Finding, Section, Severity, Source
from flows.writers.html import write_report
from flows.writers.html.places import excerpt
from tests.writers import companion as case
from tests.writers.html.test_html_pages import FIRST, drawn

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
HOSTILE = (
    "<script>alert(1)</script>",
    "\"'><img src=x onerror=alert(1)>",
    "</style><script>alert(2)</script>",
    "{{ 7*7 }}{% raw %}",
    "javascript:alert(1)",
    "&lt;b&gt; ]]> <!-- \x00\x1b\ud800",
)


class Page(HTMLParser):
    """What a parser of HTML sees."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def document() -> Document:
    source = Source(
        path=case.FILE, sha256=case.SHA, pages=9, kind=DocumentKind.GENERAL_PLAN, title=case.TITLE
    )
    texts = ["", "", f"前の文です。{case.SENTENCE}後の文です。", case.ACTION, "", "", "", "", ""]
    return Document(source=source, blocks=(), page_texts=tuple(texts))


def report(folder: Path, draft: Draft, files: dict[str, Path] | None = None, finding: str = "") -> str:
    findings = [
        Finding(code="a", severity=Severity.INFO, message="参考です。"),
        Finding(
            code="b", severity=Severity.ERROR, message=f"読めません。{finding}", source=case.FILE, page=3
        ),
    ]
    path = folder / "report.html"
    write_report(
        path,
        draft,
        mapping=case.mapping(),
        documents=[document()],
        files=files or {},
        edition=case.edition(),
        findings=findings,
    )
    return path.read_text(encoding="utf-8")


def with_picture(folder: Path) -> str:
    """The report of a draft that quotes page 3 of a PDF."""
    return report(folder, case.draft(sentence=FIRST), {case.SHA: drawn(folder / "計画.pdf", pages=5)})


def test_every_block_of_the_draft_is_an_article(tmp_path: Path) -> None:
    page = Page(report(tmp_path, case.draft()))
    blocks = [block for section in case.draft().sections for block in section.blocks]
    expected = [block.status.value for block in blocks if block.kind.value != "label"]
    assert [article["data-state"] for article in page.of("article")] == expected


def test_a_cited_page_is_shown_once_and_used_wherever_it_is_cited(tmp_path: Path) -> None:
    text = with_picture(tmp_path)
    page = Page(text)
    assert len(page.of("image")) == text.count("data:image/webp") == 3
    names = {symbol["id"] for symbol in page.of("symbol")}
    assert {use["href"] for use in page.of("use")} == {f"#{name}" for name in names}
    assert any(rect["class"] == "hit" for rect in page.of("rect"))


def test_every_link_leads_somewhere_and_every_picture_has_words(tmp_path: Path) -> None:
    page = Page(with_picture(tmp_path))
    names = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(names) == len(set(names))
    assert {link["href"] for link in page.of("a")} <= {f"#{name}" for name in names}
    shown = [svg for svg in page.of("svg") if svg.get("aria-hidden") != "true"]
    assert shown
    assert all(svg["role"] == "img" and case.TITLE in str(svg["aria-label"]) for svg in shown)
    assert {"main", "nav", "header", "footer"} <= {tag for tag, _ in page.tags}


def test_nothing_is_asked_of_a_network_and_only_our_script_may_run(tmp_path: Path) -> None:
    text = with_picture(tmp_path)
    page = Page(text)
    policy = next(meta["content"] for meta in page.of("meta") if "http-equiv" in meta)
    assert policy is not None
    assert "default-src 'none'" in policy
    for tag, directive in (("style", "style-src"), ("script", "script-src")):
        inside = re.search(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        assert inside is not None
        digest = base64.b64encode(hashlib.sha256(inside[1].encode()).digest()).decode()
        assert f"{directive} 'sha256-{digest}'" in policy
    for _, attributes in page.tags:
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
        for name in ("src", "href"):
            assert str(attributes.get(name, "#")).startswith(("#", "data:image/webp;"))


@pytest.mark.parametrize("text", HOSTILE)
def test_source_text_is_never_markup(tmp_path: Path, text: str) -> None:
    plain, hostile = report(tmp_path, case.draft()), report(tmp_path, case.draft(text, text), finding=text)
    assert [tag for tag, _ in Page(hostile).tags] == [tag for tag, _ in Page(plain).tags]
    shown = re.sub(r"[\x00-\x1f\ud800]", "", text)
    assert shown in "".join(Page(hostile).words)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet=st.characters(), min_size=1, max_size=60))
def test_no_text_changes_the_tags(tmp_path: Path, text: str) -> None:
    hostile = Page(report(tmp_path, case.draft(text, f"前{text}"), finding=text))
    assert [tag for tag, _ in hostile.tags] == [tag for tag, _ in Page(report(tmp_path, case.draft())).tags]


def test_without_a_picture_the_words_stand_in_their_surroundings(tmp_path: Path) -> None:
    text = report(tmp_path, case.draft())
    assert f"前の文です。<mark>{case.SENTENCE}</mark>後の文です。" in text
    assert "data:image" not in text


@pytest.mark.parametrize(
    ("text", "quote", "expected"),
    [
        ("あいうえお", "うえ", ("あい", "うえ", "お")),
        ("あ い う", "いう", ("あ ", "い う", "")),
        ("ＤＸの推進", "DXの", ("", "ＤＸの", "推進")),
        ("あ" * 100 + "い" + "う" * 100, "い", ("…" + "あ" * 60, "い", "う" * 60 + "…")),
        ("ない", "どこにも", ("", "どこにも", "")),
        ("", "引用", ("", "引用", "")),
    ],
)
def test_an_excerpt_shows_the_quote_as_the_page_has_it(
    text: str, quote: str, expected: tuple[str, str, str]
) -> None:
    found = excerpt(text, quote)
    assert (found.before, found.quote, found.after) == expected


def test_the_matrix_tells_what_is_there_from_what_is_open(tmp_path: Path) -> None:
    text = report(tmp_path, case.draft())
    title = case.edition().by_key["mynumber"].title
    row = re.search(rf"<tr><th scope=\"row\">[^<]*<a[^>]*>[^<]*{title}</a></th>(.*?)</tr>", text, re.DOTALL)
    assert row is not None
    assert re.findall(r">([^<]*)</td>", row[1]) == ["－", "○ 1", "－", "－", "○ 1"]


def test_grave_findings_stand_first(tmp_path: Path) -> None:
    text = report(tmp_path, case.draft())
    assert text.index("読めません。") < text.index("参考です。")


def test_equal_input_gives_equal_bytes(tmp_path: Path) -> None:
    assert with_picture(tmp_path) == with_picture(tmp_path)


def test_an_empty_draft_has_a_report(tmp_path: Path) -> None:
    empty = case.draft().model_copy(update={"sections": (Section(key="intro", title="章", level=1),)})
    page = Page(report(tmp_path, empty))
    assert page.of("article") == []


def dumped(path: Path, folder: Path, *more: str) -> str:
    """The page as Chromium has built it."""
    assert BROWSER is not None
    done = subprocess.run(
        [
            BROWSER,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
            f"--user-data-dir={folder / 'profile'}",
            *more,
            "--dump-dom",
            path.as_uri(),
        ],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
        env={**os.environ, "HOME": str(folder)},
    )
    return done.stdout


@pytest.mark.slow
@pytest.mark.skipif(BROWSER is None, reason="Chromium がないため")
def test_a_browser_shows_all_sentences_and_runs_our_script_alone(tmp_path: Path) -> None:
    hostile = case.draft(HOSTILE[0], FIRST)
    text = report(tmp_path, hostile, {case.SHA: drawn(tmp_path / "計画.pdf", pages=4)}, finding=HOSTILE[1])
    page = Page(dumped(tmp_path / "report.html", tmp_path))
    assert len(page.of("article")) == len(Page(text).of("article"))
    assert len(page.of("image")) == len(Page(text).of("image"))
    assert page.of("html")[0].get("class") == "js"
    assert "".join(page.words).count("件を表示") == 2  # in the script, and where it has written
    assert page.of("img") == []

"""What the user sees: progress, the closing table, findings. All of it goes to the terminal, nothing to a file."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console as RichConsole
from rich.markup import escape
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from flows.checking import Checked
from flows.merging import REPORT_NAME, MergeOutcome
from flows.model import DxplanError, Finding, Severity
from flows.recording import Outcome
from flows.runs import MERGE_NAME

_OUT = RichConsole(highlight=False)
_ERR = RichConsole(stderr=True, highlight=False)
_MARKS = {
    Severity.ERROR: "[red]エラー[/]",
    Severity.WARNING: "[yellow]注意[/]",
    Severity.INFO: "[dim]参考[/]",
}
_MOST = 20
"""Findings shown on the terminal; run.json and the appendix have them all."""


class Console:
    """Lines for staff."""

    @staticmethod
    def print(message: str) -> None:
        """A line as it is."""
        _OUT.print(escape(message), soft_wrap=True)

    @staticmethod
    def finding(finding: Finding) -> None:
        """A finding with its mark and page."""
        place = f"（{finding.page}ページ）" if finding.page else ""
        _ERR.print(f"{_MARKS[finding.severity]} {escape(finding.message)}{place}", soft_wrap=True)

    @staticmethod
    def failure(error: DxplanError) -> None:
        """A known failure: what happened, and what to do."""
        _ERR.print(f"[red]エラー[/] {escape(error.message)}", soft_wrap=True)
        if error.remedy:
            _ERR.print(f"→ {escape(error.remedy)}", soft_wrap=True)

    @staticmethod
    def usage(message: str) -> None:
        """Words of the command line that make no sense."""
        _ERR.print(f"[red]使い方の誤り[/] {escape(message)}", soft_wrap=True)


@contextmanager
def progress() -> Iterator[Callable[[str, int, int], None]]:
    """A live line that says what is being done; quiet where there is no terminal."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=_ERR, transient=True, disable=not _ERR.is_terminal) as bar:
        task = bar.add_task("", total=None)

        def tell(name: str, done: int, of: int) -> None:
            bar.update(task, description=escape(name), completed=done, total=of or None)

        yield tell


def show_outcome(outcome: Outcome) -> None:
    """The closing table."""
    table = Table(title="素案ができました", show_header=False, title_justify="left")
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    municipality = outcome.municipality
    known = f"{municipality.prefecture}{municipality.name}（{municipality.evidence}）"
    rows = (
        ("市区町村", known),
        ("団体コード", municipality.code or "文書にも全国の一覧にもありません"),
        ("国の計画の版", outcome.edition),
        (
            "読んだ文書",
            f"{outcome.documents - outcome.unreadable}件（読めなかった文書 {outcome.unreadable}件）",
        ),
        ("文節", f"{outcome.passages:,}件"),
        ("取組事項", f"記載あり {outcome.items_with_evidence}件／記載なし {outcome.items_without}件"),
        ("出典", f"{outcome.citations:,}件（すべて原典と突合せ済み）"),
        ("要確認", f"{outcome.todo}件"),
        ("指摘", _counted(outcome.findings)),
        ("所要時間", f"{outcome.seconds:.0f}秒"),
        ("素案", str(outcome.folder / "素案.docx")),
        ("記録", str(outcome.folder / "run.json")),
    )
    for name, value in rows:
        table.add_row(name, escape(value))
    for finding in outcome.findings[:_MOST]:
        Console.finding(finding)
    if len(outcome.findings) > _MOST:
        Console.print(f"ほか {len(outcome.findings) - _MOST}件の指摘は run.json と素案の資料編にあります。")
    _OUT.print(table)


def show_merge(outcome: MergeOutcome) -> None:
    """The closing table of a merge."""
    table = Table(title="加筆を取り込みました", show_header=False, title_justify="left")
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    merged = outcome.merged
    rows = (
        ("そのまま残した加筆", f"{len(merged.kept) + len(merged.added):,}件"),
        ("庁内確認（要確認への記入）", f"{len(merged.answered):,}件"),
        ("変更の提案（変更履歴）", f"{len(merged.updated):,}件"),
        ("重なり（コメント）", f"{len(merged.conflicts):,}件"),
        ("庁内で削除された文", f"{len(merged.deleted):,}件"),
        ("所要時間", f"{outcome.seconds:.0f}秒"),
        ("素案", str(outcome.folder / "素案.docx")),
        ("取込みの結果", str(outcome.folder / REPORT_NAME)),
        ("記録", str(outcome.folder / MERGE_NAME)),
    )
    for name, value in rows:
        table.add_row(name, escape(value))
    _OUT.print(table)


def _counted(findings: tuple[Finding, ...]) -> str:
    names = ((Severity.ERROR, "エラー"), (Severity.WARNING, "注意"), (Severity.INFO, "参考"))
    return "／".join(f"{name} {sum(f.severity is severity for f in findings)}件" for severity, name in names)


def show_verdicts(checked: Checked) -> None:
    """What `dxplan verify` found."""
    for problem in checked.problems:
        _ERR.print(f"[red]不一致[/] {escape(problem)}", soft_wrap=True)
    if checked.clean:
        _OUT.print(
            f"出典{checked.citations:,}件、文{checked.blocks:,}件を原典と突き合わせ、すべて一致しました。"
        )
    else:
        _OUT.print(f"{len(checked.problems)}件が原典と一致しません（出典{checked.citations:,}件中）。")

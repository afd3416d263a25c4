"""The commands. Each turns words of the command line into a request, calls the pipeline, and shows what came out."""

from pathlib import Path
from typing import Annotated

import typer

from flows import __version__, preparing
from flows.checking import verify_run
from flows.cli.japanese import Command, Group
from flows.cli.options import (
    Also,
    ConfirmedAnswers,
    EditionName,
    Folder,
    Guidance,
    NoOcr,
    NoPrefect,
    Out,
    Verbose,
    WriterAddress,
    WriterModel,
    WriterTimeout,
)
from flows.cli.places import default_guidance, default_inputs
from flows.cli.show import Console, progress, show_merge, show_outcome, show_verdicts
from flows.editions import load, names
from flows.mapping import map_tsv
from flows.merging import MergeRequest
from flows.merging import check as check_merge
from flows.merging import merge as merge_plan
from flows.model import BadInput, ExitCode
from flows.municipalities import identify
from flows.phrasing import service
from flows.pipeline import Direct
from flows.pipeline import draft as draft_plan
from flows.preparing import Request
from flows.readers import ReadOptions
from flows.reading import edition_from, read_to_json
from flows.settings import SETTINGS_NAME, settings_text

_NAMES = {"help_option_names": ["--help", "-h"]}

app = typer.Typer(
    name="dxplan",
    cls=Group,
    help="自治体の文書から、出典付きのDX推進計画（素案）を作ります。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings=_NAMES,
)
edition_app = typer.Typer(
    cls=Group, help="国の計画の版を調べる・読み込む。", no_args_is_help=True, context_settings=_NAMES
)
app.add_typer(edition_app, name="edition")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"dxplan {__version__}")
        raise typer.Exit


@app.callback()
def _door(
    version: Annotated[
        bool, typer.Option("--version", help="版を表示して終わる。", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """自治体の文書から、出典付きのDX推進計画（素案）を作ります。"""


@app.command(
    cls=Command, help="文書フォルダから素案（素案.docx）を作る。フォルダを省略すると見本の市で作る。"
)
def draft(
    folder: Folder = None,
    guidance: Guidance = None,
    edition: EditionName = "",
    also: Also = None,
    out: Out = None,
    confirmed: ConfirmedAnswers = None,
    no_prefect: NoPrefect = False,
    no_ocr: NoOcr = False,
    writer: WriterAddress = "",
    writer_model: WriterModel = "",
    writer_timeout: WriterTimeout = None,
    writer_replies: Annotated[
        Path | None,
        typer.Option(
            "--writer-replies",
            help="前の結果のフォルダ。同じ根拠の節は、そこに記録された返答を使う。",
            show_default=False,
        ),
    ] = None,
    verbose: Verbose = False,
) -> None:
    request = Request(
        inputs=folder or default_inputs(),
        guidance=guidance or default_guidance(),
        edition=edition,
        also=tuple(also or ()),
        out=out,
        confirmed=confirmed,
        options=ReadOptions(ocr="off" if no_ocr else "auto"),
        writer=service(writer, writer_model, writer_timeout),
        replies=writer_replies,
    )
    preparing.examine(request)  # what is wrong with the call is said at once, not after Prefect has started
    with progress() as tell:
        if no_prefect:
            outcome = draft_plan(request, Direct(tell))
        else:
            # Prefect takes seconds to import: only this command and `serve` pay for it.
            from flows.draft import run  # noqa: PLC0415

            outcome = run(request, tell=tell, verbose=verbose)
    show_outcome(outcome)
    if outcome.failed:
        raise typer.Exit(ExitCode.DONE_WITH_ERRORS)


@app.command(cls=Command, help="決まった時刻に素案を作り直す予定を動かす（Prefect。終えるには Ctrl+C）。")
def serve(
    folder: Folder = None,
    cron: Annotated[
        str, typer.Option("--cron", help="実行する時刻（cronの書き方、日本時間）。")
    ] = "0 5 * * *",
    guidance: Guidance = None,
    edition: EditionName = "",
    also: Also = None,
    confirmed: ConfirmedAnswers = None,
    no_ocr: NoOcr = False,
    writer: WriterAddress = "",
    writer_model: WriterModel = "",
    writer_timeout: WriterTimeout = None,
    verbose: Verbose = False,
) -> None:
    from flows.serve import serve as serve_plan  # noqa: PLC0415 (see draft)

    request = Request(
        inputs=folder or default_inputs(),
        guidance=guidance or default_guidance(),
        edition=edition,
        also=tuple(also or ()),
        confirmed=confirmed,
        options=ReadOptions(ocr="off" if no_ocr else "auto"),
        writer=service(writer, writer_model, writer_timeout),
    )
    preparing.examine(request)
    preparing.confirmed_file(request.confirmed)
    Console.print("Prefectの準備をしています（十数秒かかります）。")
    serve_plan(
        request,
        cron=cron,
        verbose=verbose,
        ready=lambda address: Console.print(
            f"予定「{cron}」（日本時間）で動いています。記録は {address.removesuffix('/api')} で見られます（{address}）。"
        ),
    )


@app.command(cls=Command, help="文書フォルダに設定ファイル（municipality.yaml）の雛形を作る。")
def init(
    folder: Annotated[Path, typer.Argument(help="文書を入れたフォルダ。", show_default=False)],
) -> None:
    path = folder / SETTINGS_NAME
    if path.exists():
        raise BadInput(
            f"「{path}」は既にあります。", "上書きはしません。直すときは、そのファイルを編集してください。"
        )
    prepared = preparing.prepare(Request(inputs=folder))
    with progress() as tell:
        documents = Direct(tell).each("読み取り", preparing.read, prepared.jobs, lambda job: job.name)
    municipality = identify(documents)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(settings_text(municipality))
    except OSError as error:
        raise BadInput(
            f"「{path}」に書き込めません（{error.strerror}）。", "フォルダの権限を確かめてください。"
        ) from error
    found = (
        f"{municipality.name}（{municipality.evidence}）" if municipality else "文書からは分かりませんでした"
    )
    Console.print(f"「{path}」を作りました。市区町村：{found}")


@app.command(cls=Command, help="文書を読み、文章・見出し・表をJSONで書き出す。")
def read(
    files: Annotated[list[Path], typer.Argument(help="文書（いくつでも）。", show_default=False)],
    json_out: Annotated[
        Path,
        typer.Option(
            "--json", help="書き出し先。文書が1つならファイル、2つ以上ならフォルダ。", show_default=False
        ),
    ],
    no_ocr: NoOcr = False,
) -> None:
    missing = [str(file) for file in files if not file.is_file()]
    if missing:
        raise BadInput(f"ファイルがありません：{'、'.join(missing)}", "名前と場所を確かめてください。")
    failed = read_to_json(files, json_out, ReadOptions(ocr="off" if no_ocr else "auto"), Console.finding)
    if failed:
        raise typer.Exit(ExitCode.DONE_WITH_ERRORS)


@app.command("map", cls=Command, help="文章の表（TSV）を国の取組事項に対応付ける。")
def map_passages(
    passages: Annotated[
        Path, typer.Argument(help="id, doc, title, text の列を持つTSV。", show_default=False)
    ],
    out: Annotated[Path, typer.Argument(help="書き出し先のTSV。", show_default=False)],
    edition: EditionName = "",
) -> None:
    count = map_tsv(passages, out, load(edition or names()[-1]))
    Console.print(f"{count}件を対応付けて「{out}」に書き出しました。")


@app.command(
    cls=Command, help="庁内で加筆した素案（.docx）を取り込み、新しい資料による変更を変更履歴で加える。"
)
def merge(
    run: Annotated[Path, typer.Argument(help="加筆の元になった素案の、結果のフォルダ。", show_default=False)],
    returned: Annotated[Path, typer.Argument(help="庁内から返ってきた Word ファイル。", show_default=False)],
    out: Out = None,
    ours: Annotated[
        Path | None,
        typer.Option(
            "--ours", help="新しい素案の結果のフォルダ。省略すると元の文書を読み直す。", show_default=False
        ),
    ] = None,
    no_prefect: NoPrefect = False,
    writer: WriterAddress = "",
    writer_model: WriterModel = "",
    writer_timeout: WriterTimeout = None,
    verbose: Verbose = False,
) -> None:
    request = MergeRequest(
        run=run,
        returned=returned,
        out=out,
        ours=ours,
        writer=service(writer, writer_model, writer_timeout),
    )
    check_merge(request)  # what is wrong with the call is said at once, not after Prefect has started
    with progress() as tell:
        if no_prefect or ours is not None:
            outcome = merge_plan(request, Direct(tell))
        else:
            from flows.merge import run as run_merge  # noqa: PLC0415 (see draft)

            outcome = run_merge(request, tell=tell, verbose=verbose)
    show_merge(outcome)


@app.command(cls=Command, help="素案の出典を原典と突き合わせて確かめる。合わないものがあれば終了コード1。")
def verify(
    target: Annotated[Path, typer.Argument(help="結果のフォルダ、または素案.docx。", show_default=False)],
    inputs: Annotated[
        Path | None,
        typer.Option("--inputs", help="文書フォルダを移したときの、今の場所。", show_default=False),
    ] = None,
    guidance: Annotated[
        Path | None, typer.Option("--guidance", help="国の文書のフォルダの、今の場所。", show_default=False)
    ] = None,
) -> None:
    result = verify_run(target, inputs=inputs, guidance=guidance)
    show_verdicts(result)
    if not result.clean:
        raise typer.Exit(ExitCode.DONE_WITH_ERRORS)


@edition_app.command("list", cls=Command, help="使える版を一覧にする。")
def edition_list() -> None:
    for name in names():
        edition = load(name)
        Console.print(f"{name}\t{edition.mark}\t{edition.era_date}\t{edition.title}")


@edition_app.command("read", cls=Command, help="国の計画のPDFから、新しい版のフォルダを作る。")
def edition_read(
    file: Annotated[Path, typer.Argument(help="国の計画のPDF。", show_default=False)],
    out: Annotated[Path, typer.Option("--out", help="作る版のフォルダ。", show_default=False)],
    name: Annotated[
        str,
        typer.Option("--name", help="版の番号（例：6.0）。表紙に書かれていないとき。", show_default=False),
    ] = "",
) -> None:
    findings = edition_from(file, out, name)
    for finding in findings:
        Console.finding(finding)
    Console.print(f"「{out}」に版のフォルダを作りました。印の付いた項目を原本で確かめてください。")

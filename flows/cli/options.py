"""Options that more than one command has, each declared once."""

from pathlib import Path
from typing import Annotated

import typer

Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="詳しい記録を表示する。")]
EditionName = Annotated[
    str, typer.Option("--edition", help="国の計画の版（例：5.1）。省略すると最新の版。", show_default=False)
]
Folder = Annotated[Path | None, typer.Argument(help="文書を入れたフォルダ。", show_default=False)]
Guidance = Annotated[
    Path | None,
    typer.Option("--guidance", help="国の文書のフォルダ。省略すると inputs/guidance。", show_default=False),
]
Also = Annotated[
    list[str] | None,
    typer.Option("--also", help="併せて対応する枠組み（例：kanmin-data-1.0）。", show_default=False),
]
Out = Annotated[
    Path | None,
    typer.Option("--out", help="結果のフォルダ。省略すると outputs の下に作る。", show_default=False),
]
ConfirmedAnswers = Annotated[
    Path | None,
    typer.Option(
        "--confirmed",
        help="庁内で「要確認」に記入された内容（dxplan merge が作る庁内確認.xlsx か、そのあるフォルダ）。",
        show_default=False,
    ),
]
NoPrefect = Annotated[
    bool, typer.Option("--no-prefect", help="Prefectを使わずに直接実行する（結果は同じ）。")
]
NoOcr = Annotated[bool, typer.Option("--no-ocr", help="画像のページを文字認識しない。")]
WriterAddress = Annotated[
    str,
    typer.Option(
        "--writer",
        help="文章を整える言語モデルのアドレス（OpenAI互換。例：http://127.0.0.1:11434/v1）。"
        "省略すると使わない。環境変数 DXPLAN_WRITER_URL でもよい。鍵は環境変数 DXPLAN_WRITER_KEY だけに書く。",
        envvar="DXPLAN_WRITER_URL",
        show_envvar=False,
        show_default=False,
    ),
]
WriterModel = Annotated[
    str,
    typer.Option(
        "--writer-model",
        help="そのモデルの名前。環境変数 DXPLAN_WRITER_MODEL でもよい。",
        envvar="DXPLAN_WRITER_MODEL",
        show_envvar=False,
        show_default=False,
    ),
]
WriterTimeout = Annotated[
    float | None,
    typer.Option("--writer-timeout", help="1節の返答を待つ秒数。省略すると180秒。", show_default=False),
]

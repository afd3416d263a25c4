"""取込み結果.html: what became of each text in a merge, for the staff who go on with the file.

First what to do, then the counts, then a table for each kind: the place, what we had sent, what staff have, what the new
sources say, and why. No script, no picture, nothing from elsewhere: it opens in a closed network.
"""

import html
from collections.abc import Callable

from flows.revisions import Merged, Told

HEADS = {
    "updated": "新しい資料による変更の提案（変更履歴）",
    "conflicts": "庁内の加筆と新しい資料が重なった箇所（コメント）",
    "answered": "要確認に記入された内容（庁内確認）",
    "kept": "庁内の加筆をそのまま残した箇所",
    "added": "庁内で加えられた文",
    "deleted": "庁内で削除された文（復活させていません）",
    "pending": "まだ承諾・却下されていない前回の提案",
    "moved": "新しい素案で順序が変わった箇所（本文の順序は変えていません）",
    "unmarked": "目印が失われ、文面や位置から見分けた箇所",
    "remarks": "庁内のコメント",
}
"""What a merge tells of, in the order of what staff have to do."""
_STEPS = (
    "素案.docx を Word で開き、「校閲」の変更履歴で、提案を1件ずつ承諾するか、元に戻してください。作成者は「dxplan」です。",
    "「競合」のコメントがある箇所は、両方の文を見比べて本文を決めてください。本文は庁内の文のままです。",
    "終わったら目次を右クリックして「フィールド更新」を選んでください（ページと見出しが新しくなります）。",
    "直したファイルは、このフォルダを指定して、もう一度 dxplan merge で取り込めます。",
)


def report(merged: Merged, name: str) -> str:
    """What became of each text, as a page for staff."""
    parts = [
        '<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8"><title>取込み結果</title><style>',
        "body{font-family:sans-serif;line-height:1.7;margin:2em;max-width:72em}table{border-collapse:collapse;width:100%}",
        "th,td{border:1px solid #999;padding:.3em .6em;text-align:left;vertical-align:top;white-space:pre-wrap}",
        "th{background:#eef2f6}col.place{width:22%}</style></head><body><h1>取込み結果</h1>",
        f"<p>取り込んだファイル：{html.escape(name)}</p><ol>{''.join(f'<li>{step}</li>' for step in _STEPS)}</ol><ul>",
        *(f"<li>{head}：{len(getattr(merged, key))}件</li>" for key, head in HEADS.items()),
        f"<li>どちらも変えていない箇所：{merged.unchanged}件</li></ul>",
        *(_section(head, getattr(merged, key)) for key, head in HEADS.items() if getattr(merged, key)),
        "</body></html>\n",
    ]
    return "".join(parts)


def _section(head: str, told: tuple[Told, ...]) -> str:
    columns: tuple[tuple[str, Callable[[Told], str]], ...] = (
        ("場所", lambda each: each.place),
        ("前の素案", lambda each: each.sent),
        ("庁内の文", lambda each: each.staff),
        ("新しい素案", lambda each: each.proposed),
        ("理由", lambda each: f"{each.code}\n{each.reason}".strip()),
    )
    used = [(name, value) for name, value in columns if any(value(each) for each in told)]
    rows = "".join(
        "<tr>" + "".join(f"<td>{html.escape(value(each))}</td>" for _, value in used) + "</tr>"
        for each in told
    )
    heads = "".join(f"<th>{name}</th>" for name, _ in used)
    return f"<h2>{head}（{len(told)}件）</h2><table><col class='place'><tr>{heads}</tr>{rows}</table>"

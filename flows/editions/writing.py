"""An edition as a folder of YAML, for people to check and finish (版のフォルダの書き出し).

framework.yaml as the shipped ones look, each doubt as a comment 要確認 on its line; items.yaml only when
there are items that no known edition has. Nothing that is there is overwritten, and a folder is there whole
or not at all.
"""

import shutil
import tempfile
from io import StringIO
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString as Quoted

from flows.editions.grouping import ReadGroup
from flows.editions.reading import ReadEdition
from flows.model import BadInput, NotWritable, Verification

_WIDTH = 200


def write_edition(read: ReadEdition, folder: Path) -> tuple[Path, ...]:
    """The files written into the new folder. Raises BadInput when it is there already, NotWritable when it
    cannot be."""
    if folder.exists():
        raise BadInput(
            f"「{folder}」は既にあります。", "上書きはしません。別のフォルダの名前を指定してください。"
        )
    files = {"framework.yaml": _dumped(_framework(read))}
    if new := _new_items(read):
        files["items.yaml"] = _dumped(new)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        unfinished = Path(tempfile.mkdtemp(prefix=".edition-", dir=folder.parent))
    except OSError as error:
        raise _not_writable(folder, error) from None
    try:
        for name, text in files.items():
            (unfinished / name).write_text(text, encoding="utf-8")
        unfinished.chmod(0o755)
        unfinished.rename(folder)
    except OSError as error:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise _not_writable(folder, error) from None
    return tuple(folder / name for name in files)


def _framework(read: ReadEdition) -> CommentedMap:
    dated = Verification.CONFIRMED if read.date else Verification.UNCONFIRMED
    top = CommentedMap(
        framework=read.framework,
        edition=Quoted(read.name),
        title=read.title,
        mark=read.mark,
        publisher=read.publisher,
        date=CommentedMap(value=Quoted(read.date), era=Quoted(read.era_date), verification=dated.value),
    )
    if not read.date:
        top["date"].yaml_set_start_comment(
            "要確認: 公表日を書く(value は 2026-01-30、era は 令和8年1月30日 の形)", indent=2
        )
    if read.previous:
        top["previous"] = Quoted(read.previous)
    if read.period:
        first, last = read.period
        top["period"] = CommentedMap(first=Quoted(first), last=Quoted(last), verification="partial")
    top["groups"] = CommentedMap({group.group.value: _group(group) for group in read.groups})
    top["sources"] = CommentedSeq([f"{Path(read.source).name} (SHA-256 {read.sha256})"])
    top["notes"] = CommentedSeq(
        ["国の文書の目次と本文の見出しから機械で読み取った。要確認の印のある行は原本で確かめること。"]
    )
    top.yaml_set_start_comment("要確認 と書かれた行を原本と見比べ、直したらその注記を消してください。")
    return top


def _group(group: ReadGroup) -> CommentedMap:
    items = CommentedSeq()
    for at, item in enumerate(group.items):
        line = CommentedMap(key=item.key, number=Quoted(item.number), title=item.title)
        line["verification"] = item.verification.value
        if item.review:
            line.yaml_add_eol_comment(f"要確認: {item.review}", "verification")
        items.insert(at, line)
    return CommentedMap(
        title=group.title,
        title_verification=group.verification.value,
        verification=min(
            (item.verification for item in group.items), key=list(Verification)[::-1].index
        ).value,
        items=items,
    )


def _new_items(read: ReadEdition) -> CommentedMap | None:
    new = [item for group in read.groups for item in group.items if item.key.startswith("new_")]
    if not new:
        return None
    items = CommentedMap()
    for item in new:
        asked = f"「{item.title}」に当たる取組の現状、内容、所管課、目標と時期"
        items[item.key] = CommentedMap(short=item.title, needs=CommentedSeq([asked]))
        items.yaml_add_eol_comment("要確認: 名前(key)を決め、short と needs を書き直す", item.key)
    return CommentedMap(items=items)


def _dumped(tree: CommentedMap) -> str:
    yaml = YAML()
    yaml.allow_unicode = True
    yaml.width = _WIDTH
    yaml.indent(mapping=2, sequence=4, offset=2)
    text = StringIO()
    yaml.dump(tree, text)
    return text.getvalue()


def _not_writable(folder: Path, error: OSError) -> NotWritable:
    return NotWritable(
        f"「{folder}」に書き込めません({error.strerror})。", "書き込める場所を指定してください。"
    )

"""YAML files that people edit, read into typed values with every mistake listed at once
(設定ファイルの検査).

A consultant who edits ten places wants to hear of all ten slips in one go, each with its line. So a file is
parsed with ruamel.yaml, which keeps positions, then checked by a pydantic model; each of pydantic's
complaints has a path (`items`, 3, `title`) that is walked back through the parsed file to a line. Checks
that a type cannot express (a key used twice, a reference to nothing) are functions that yield Mistakes and
join the same list.

Hard cases: a duplicate key or a tab is a syntax error with a line of its own; `5.1` without quotes is a
number, and `2026-01-30` a date, where a text is meant; an empty file is an empty mapping; a file of
megabytes is refused unread.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from flows.model import BadConfiguration

Path_ = tuple[str | int, ...]
"""Keys and indices from the top of the file to a place in it."""

Mistake = tuple[Path_, str]
"""A place in a file, and what is wrong there in plain Japanese."""

Model = TypeVar("Model", bound=BaseModel)

_MOST_BYTES = 1_000_000
_DEEPEST = 50
"""Brackets within brackets; the parser's time grows with the square of it."""
_REMEDY = "示した行を直してから、もう一度実行してください。"


def read_configuration(
    path: Path, model: type[Model], checks: Iterable[Callable[[Model], Iterable[Mistake]]] = ()
) -> Model:
    """The file as a value of `model`.

    Raises BadConfiguration listing all mistakes with their lines; `checks` run only on a file of the right
    shape.
    """
    tree = _parsed(path)
    try:
        value = model.model_validate(tree)
    except ValidationError as wrong:
        raise _bad(path, tree, [(error["loc"], _japanese(error)) for error in wrong.errors()]) from None
    if mistakes := [mistake for check in checks for mistake in check(value)]:
        raise _bad(path, tree, mistakes)
    return value


def _parsed(path: Path) -> CommentedMap:
    try:
        found = path.stat()
        return _tree(path, found.st_mtime_ns, found.st_size)
    except OSError as failure:
        reason = failure.strerror or "読めません"
        raise BadConfiguration(
            f"{path}: 読めません({reason})。", "ファイルの場所と権限を確かめてください。"
        ) from None
    except UnicodeDecodeError:
        raise BadConfiguration(
            f"{path}: 文字コードが UTF-8 ではありません。", "UTF-8 で保存し直してください。"
        ) from None
    except MarkedYAMLError as failure:
        line = failure.problem_mark.line + 1 if failure.problem_mark else 1
        problem = _syntax(failure.problem or "")
        raise BadConfiguration(f"{path}: {line}行目: {problem}", _REMEDY) from None
    except (YAMLError, RecursionError):
        raise BadConfiguration(f"{path}: YAML として読めません。", _REMEDY) from None


@lru_cache(maxsize=64)
def _tree(path: Path, changed: int, size: int) -> CommentedMap:
    """The file as it was when it was `changed` (ns); a file that is read again is not parsed again."""
    if size > _MOST_BYTES:
        raise BadConfiguration(
            f"{path}: ファイルが大きすぎます({_MOST_BYTES // 1_000_000} MB まで)。", _REMEDY
        )
    text = path.read_text(encoding="utf-8-sig")
    if _depth(text) > _DEEPEST:
        raise BadConfiguration(f"{path}: 括弧の入れ子が深すぎます。", _REMEDY)
    tree: Any = YAML(typ="rt").load(text)
    if tree is None:
        return CommentedMap()
    if not isinstance(tree, CommentedMap):
        raise BadConfiguration(f"{path}: 1行目: 「項目: 値」の形で書いてください。", _REMEDY)
    return tree


def _depth(text: str) -> int:
    steps = accumulate(1 if each in "{[" else -1 for each in text if each in "{[]}")
    return max(steps, default=0)


def _syntax(problem: str) -> str:
    if "duplicate key" in problem:
        name = problem.partition('"')[2].partition('"')[0]
        return f"「{name}」が二度書かれています。"
    if "\\t" in problem:
        return "字下げにタブが使われています。空白に直してください。"
    return f"YAML の書き方が正しくありません({problem})。"


def _bad(path: Path, tree: CommentedMap, mistakes: Iterable[Mistake]) -> BadConfiguration:
    lines = sorted({(_line(tree, place), _name(place), message) for place, message in mistakes})
    listed = "\n".join(f"  {line}行目 {name}: {message}" for line, name, message in lines)
    return BadConfiguration(f"{path}: 誤りが{len(lines)}件あります。\n{listed}", _REMEDY)


def _line(tree: CommentedMap, place: Path_) -> int:
    """1-based line of the deepest node that the path reaches; a missing key is reported at the mapping it
    lacks in."""
    node: Any = tree
    line = 0
    for step in place:
        try:
            if isinstance(node, CommentedMap) and step in node:
                line = node.lc.key(step)[0]
            elif isinstance(node, CommentedSeq) and isinstance(step, int) and step < len(node):
                line = node.lc.item(step)[0]
            else:
                break
        except (KeyError, TypeError):  # a node made by a merge key has no position of its own
            break
        node = node[step]
    return int(line) + 1


def _name(place: Path_) -> str:
    """`items の 3番目の title`, as one would say it."""
    steps = [f"{step + 1}番目" if isinstance(step, int) else step for step in place]
    return " > ".join(steps) or "全体"


_MESSAGES = {
    "missing": "書かれていません。",
    "extra_forbidden": "この名前の項目はありません。つづりを確かめてください。",
    "string_type": '文字列で書いてください(数字や日付は "5.1" のように引用符で囲みます)。',
    "int_type": "整数で書いてください。",
    "int_parsing": "整数で書いてください。",
    "float_type": "数で書いてください。",
    "float_parsing": "数で書いてください。",
    "bool_type": "true か false で書いてください。",
    "bool_parsing": "true か false で書いてください。",
    "list_type": "「- 」で始まる一覧で書いてください。",
    "tuple_type": "「- 」で始まる一覧で書いてください。",
    "dict_type": "「項目: 値」の形で書いてください。",
    "model_type": "「項目: 値」の形で書いてください。",
    "model_attributes_type": "「項目: 値」の形で書いてください。",
    "string_too_short": "空にはできません。",
    "too_short": "一つ以上書いてください。",
}


def _japanese(error: ErrorDetails) -> str:
    if error["type"] in ("enum", "literal_error"):
        allowed = (
            str(error.get("ctx", {}).get("expected", ""))
            .replace("'", "")
            .replace(" or ", "、")
            .replace(", ", "、")
        )
        return f"次のどれかを書いてください: {allowed}"
    if error["type"] == "value_error":
        return str(error.get("ctx", {}).get("error", error["msg"]))
    if error["type"] == "string_pattern_mismatch":
        return f"書き方が違います: {error['input']}"
    return _MESSAGES.get(error["type"], f"値が正しくありません({error['msg']})。")


def mistakes_of_repeats(place: Path_, values: Iterable[str]) -> Iterator[Mistake]:
    """One Mistake for each value of a list that stood in it before."""
    seen: set[str] = set()
    for index, value in enumerate(values):
        if value in seen:
            yield (*place, index), f"「{value}」が二度書かれています。"
        seen.add(value)

"""The style check told in a few lines for the record of a run, one for each rule."""

from collections.abc import Sequence

from flows.model import Draft, Finding, Severity, WordingFinding
from flows.wording.checking import in_order, titles
from flows.wording.rules import Rules

_PLACES = 3
_LONGEST = 20


def findings(
    found: Sequence[WordingFinding], draft: Draft, rules: Rules | None = None
) -> tuple[Finding, ...]:
    """One INFO finding for each rule: how often, the first places, what to do. `found` is what `check` gave."""
    names = titles(rules)
    sections = {section.key: section.title for section in draft.sections}
    return tuple(
        Finding(
            code=f"wording-{code}",
            severity=Severity.INFO,
            message=_message(names.get(code, code), group, sections),
        )
        for code, group in in_order(found, rules)
    )


def _message(title: str, group: Sequence[WordingFinding], sections: dict[str, str]) -> str:
    own = [each for each in group if not each.quoted]
    shown = own or group
    places = "、".join(dict.fromkeys(_place(each, sections) for each in shown[:_PLACES]))
    more = "など" if len(shown) > _PLACES else ""
    first = shown[0]
    if not own:
        what = f"引用の中に{len(group)}か所あります（{places}{more}）。引用は直さないでください。"
    else:
        quoted = f"ほかに引用の中に{len(group) - len(own)}か所ありますが、引用は直さないでください。" * (
            len(own) < len(group)
        )
        what = f"{len(own)}か所あります（{places}{more}）。{quoted}"
    return f"表記の点検「{title}」：{what}{first.why}（公用文作成の考え方 {first.basis}）"


def _place(each: WordingFinding, sections: dict[str, str]) -> str:
    words = each.found.strip() if len(each.found) <= _LONGEST else f"{each.found.strip()[:_LONGEST]}…"
    change = f"→「{each.suggestion}」" if each.suggestion and len(each.found) <= _LONGEST else ""
    title = sections.get(each.section, "表題")
    return f"「{title if len(title) <= _LONGEST else title[:_LONGEST] + '…'}」の「{words}」{change}"

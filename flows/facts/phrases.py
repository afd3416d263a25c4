"""What a figure in a sentence is about: the words before it (名詞句).

マイナンバーカードの保有率は、令和7年9月末現在で77.5% is about マイナンバーカードの保有率: what stands
between the subject and the figure (when, 約, さらに) is passed over, but never the end of a sentence. In a list each figure has the words
right before it: 設計委託料1,265千円、内装更新工事費9,988千円. An opening bracket ends the search, what it
explains is the name: 図書購入費(8,500千円). No grammar beyond that: where the words do not say it plainly,
there is no name.
"""

import re

from flows.text import dates, years

_LONGEST = 40
_WITHIN = 200
"""Characters before the figure among which its name is looked for."""
_SENTENCE = re.compile(r"[。｡\n\t]")
_BREAK = re.compile(
    r"[、；;」】\]､]|(?<![0-9０-９])[,，]|(?<=[一-龥ァ-ヶーにでと])は(?=[^ー])|(?<=[0-9０-９万億千百兆]円)(?:余り?|弱|強)?"
)
_TAIL = re.compile(
    r"(?:[\s:：△▲=＝…・\-]|約|およそ|概ね|おおむね|合計|総額|計|延べ|のべ|それぞれ|各|に対し(?:て)?|について|につきまして"
    r"|に関(?:して|しまして)|と比較して|と比べて?|に比べて?|のうち|うち|として|では|には|とも|のは|において|における|は|が|も|で"
    r"|の|を|に|と|へ|や|から|まで|より)+$"
)
_LEAD = re.compile(
    r"^(?:[\s・○●◆◇■□▼▲※＊*:：]|及び|および|並びに|ならびに|また|さらに|特に|なお|うち|そのうち|このうち|合わせて|あわせて"
    r"|ための|ほか|他に|別途|次に|今回|現在|と|や|で|に|を|は|が|も|の)+"
)
_CLAUSE = re.compile(
    r".*(?:ことにより|により|によって|として|ために?|ので|して|した|する|された|される|ている|いる|ある|おり"
    r"|られた|であった|(?:った|んだ|いた|(?<!向)けた|めた|れた)(?=[一-龥ァ-ヶ])|となる|となった|含む|含めた|受ける|受けた|など[、はがを]?|に対し|について|に向けて|に向け(?=[一-龥])|に伴い|を|(?<=[一-龥ァ-ヶーA-Za-z0-9])が|から|まで)"
    r"(?=[^をがはにでとの])"
)
_PER = re.compile(r"(?<=[をはがにでも])(?:年間?|月|週|日)$")
_GENERAL = re.compile(r"^(?:占める)?(?:割合|比率|件数|人数|回数|総数|率|数)$")
_ANSWERED = re.compile(
    r"(?P<name>「[^「」]{2,40}」と(?:答え|回答し)た(?:人|方|割合|回答者|職員|事業者|市民|町民)(?:の割合)?)"
    r"(?:は|が|も|、|約|[\s\d年度]{0,6})*$"
)
_MONTH = re.compile(
    r"^(?:本年|昨年|今年|同年)?[0-9０-９]{1,2}月(?:[0-9０-９]{1,2}日)?(?:末|中)?(?:現在|時点)?(?:における|の|に|で)(?=.{3})"
)
_DAY = re.compile(r"^(?:本年|昨年|今年|同)?[0-9０-９]{1,2}月.*(?:現在|末|時点)$")
_COMPARED = re.compile(
    r"^(?:昨年度?|前年度?|対?前年度?比?|前年?同(?:時)?[期月]|昨年同(?:時)?[期月]|同時期|前回|前月|前々年度?)(?:比)?$"
    r"|^(?:昨年末|年度末|当初|現在|現行|今後|この間|年間|一人|予算)$|.*(?:以来|関係)$"
    r"|^(?:(?:この)?[0-9０-９][0-9０-９,，.．]*[^0-9０-９]{1,3})+$"
)
_NOUN_END = re.compile(r"[一-龥々ァ-ヶーA-Za-zＡ-Ｚａ-ｚ0-9０-９」』）)等]$")
_WHEN = re.compile(
    r"(?:時点|現在|末|末日|度|中|頃|以降|までに?|から|には?|で|の|、|，|\s|当初|前年|前年度|同年|同月|昨年|今年|同)*"
)
_COUNT = re.compile(r"[0-9０-９]+[^0-9０-９\s]{1,2}(?:分|増|減)?$")
_AMOUNT = re.compile(r"[0-9０-９,，.．]+[千百十]?[万億兆]?円$")
_OPEN = re.compile(r"[（(\[【「]")


def phrase_before(text: str, end: int) -> str:
    """The noun phrase that text[end:] gives a figure for; "" when none is plain."""
    if answer := _ANSWERED.search(text[max(0, end - _WITHIN) : end]):
        return answer["name"]
    clause = _SENTENCE.split(_without_asides(text[max(0, end - _WITHIN) : end]))[-1]
    for segment in reversed(_BREAK.split(clause)):
        phrase = _name(segment)
        if phrase:
            return phrase
    return ""


def _name(segment: str) -> str:
    whole = _LEAD.sub("", _TAIL.sub("", _PER.sub("", _TAIL.sub("", segment.strip()))))
    phrase = _without_time(whole)
    if len(phrase) > _LONGEST or _CLAUSE.match(phrase):
        cut = _LEAD.sub("", _CLAUSE.sub("", phrase))
        phrase = phrase if _GENERAL.match(cut) else cut
    phrase = _TAIL.sub("", _COUNT.sub("", _TAIL.sub("", phrase))).strip()
    return phrase if _is_name(phrase) else ""


def _is_name(phrase: str) -> bool:
    if not 2 <= len(phrase) <= _LONGEST or not _NOUN_END.search(phrase):
        return False
    if _COMPARED.match(phrase) or _DAY.match(phrase) or _GENERAL.match(phrase):
        return False
    return re.search(r"[一-龥ァ-ヶA-Za-zＡ-Ｚａ-ｚ]{2}", phrase) is not None


def _without_asides(text: str) -> str:
    """Closed brackets go (they explain what precedes); an open one is taken for the end of the name."""
    plain = re.sub(r"[（(][^（()）]{0,60}[）)]", "", text)
    opened = [match.start() for match in _OPEN.finditer(plain)]
    if opened and not re.search(r"[）)\]】」]", plain[opened[-1] :]):
        inside = plain[opened[-1] + 1 :]
        return inside if _name_like(inside) else _AMOUNT.sub("", plain[: opened[-1]])
    return plain


def _name_like(text: str) -> bool:
    return bool(re.search(r"[一-龥ァ-ヶ]{3}", _without_time(_TAIL.sub("", text))))


def _without_time(phrase: str) -> str:
    """The phrase without the dates in it: 令和7年度の, 9月末現在で."""
    places = [(found.start, found.end) for found in years(phrase)] + [
        (found.start, found.end) for found in dates(phrase)
    ]
    until = len(phrase)
    for start, end in sorted(places, key=lambda place: (-place[0], -place[1])):
        if end <= until:
            phrase = phrase[:start] + _WHEN.sub("", phrase[end:], count=1)
            until = start
    return _LEAD.sub("", _MONTH.sub("", phrase))

"""Words and patterns: what is told, and above all what is not."""

import pytest
from plan import block, one, plan, told

from flows.model import BlockStatus, DraftBlock, DraftBlockKind, Severity, WordingFinding
from flows.wording import check

WRONG = [
    ("市民及び事業者並びに団体に知らせる。窓口並びに電話で受ける。", "conjunction-levels", "並びに", "及び"),
    ("窓口若しくは電話で受ける。", "conjunction-levels", "若しくは", "又は"),
    ("課及び室及び係で行う。", "conjunction-repeated", "及び室及び", "、室及び"),
    ("窓口または電話で受ける。", "conjunction-kanji", "または", "又は"),
    ("文書および記録を残す。", "conjunction-kanji", "および", "及び"),
    ("窓口を開く。又、電話でも受ける。", "conjunction-kana", "又", "また"),
    ("更に、窓口を開く。", "conjunction-kana", "更に", "さらに"),
    ("従って、窓口を開く。", "conjunction-kana", "従って", "したがって"),
    ("策定にあたって意見を聴く。", "adverb-kanji", "にあたって", "に当たって"),
    ("すべての窓口で受ける。", "adverb-kanji", "すべて", "全て"),
    ("さまざまな窓口で受ける。", "adverb-kanji", "さまざま", "様々"),
    ("わかりやすく書く。", "adverb-kanji", "わかりやす", "分かりやす"),
    ("窓口で申請する事ができる。", "grammar-kana", "事", "こと"),
    ("家でも申請が出来る。", "grammar-kana", "出来", "でき"),
    ("窓口で利用出来ます。", "grammar-kana", "出来", "でき"),
    ("書いて頂きます。", "grammar-kana", "頂", "いただ"),
    ("御覧下さい。", "grammar-kana", "下さ", "くださ"),
    ("費用が無い。", "grammar-kana", "無", "な"),
    ("次の通りとする。", "grammar-kana", "通り", "とおり"),
    ("実施すると共に、公表する。", "grammar-kana", "共に", "ともに"),
    ("費用の為に申請する。", "grammar-kana", "為", "ため"),
    ("使いやすい様に改める。", "grammar-kana", "様", "よう"),
    ("災害が起きた時は知らせる。", "grammar-context", "時", "とき"),
    ("窓口を開設する等の対応を行う。", "grammar-context", "等", "など"),
    ("試しに使って見る。", "grammar-context", "見", "み"),
    ("経験を活かす。", "outside-joyo", "活か", "生か"),
    ("利用に繋げる。", "outside-joyo", "繋", "つな"),
    ("概ね終えた。", "outside-joyo", "概ね", "おおむね"),
    ("情報の漏洩を防ぐ。", "outside-joyo", "漏洩", "漏えい"),
    ("市の取り組みを示す。", "okurigana-noun", "取り組み", "取組"),
    ("市の取組みを示す。", "okurigana-noun", "取組み", "取組"),
    ("電子申請の取り組み事例を集める。", "okurigana-noun", "取り組み", "取組"),
    ("申し込みの方法を改める。", "okurigana-noun", "申し込み", "申込み"),
    ("打ち合わせを行う。", "okurigana-noun", "打ち合わせ", "打合せ"),
    ("旧システムからの切り替え時期を決める。", "okurigana-noun", "切り替え", "切替え"),
    ("課題に取組む。", "okurigana-noun", "取組", "取り組"),
    ("目標を引上げる。", "okurigana-noun", "引上げ", "引き上げ"),
    ("情報を取扱う。", "okurigana-noun", "取扱", "取り扱"),
    ("転入の手続きを行う。", "okurigana-fixed", "手続き", "手続"),
    ("申込み書を出す。", "okurigana-fixed", "申込み書", "申込書"),
    ("点検を行なう。", "okurigana-verb", "行な", "行"),
    ("職員一人ひとりが学ぶ。", "numeral-word", "一人ひとり", "一人一人"),
    ("３つの柱を置く。", "numeral-word", "３つ", "三つ"),
    ("数100件を処理した。", "numeral-about", "数100", "数百"),
    ("令和八年に始める。", "numeral-arabic", "令和八年", ""),
    ("三年間で終える。", "numeral-arabic", "三年間", ""),
    ("5千人が使う。", "numeral-thousand", "5千", ""),
    ("12000件を処理した。", "digit-groups", "12000", "12,000"),
    ("5ヶ所に置く。", "counter-ka", "5ヶ", "5か"),
    ("数か所に置く。", "counter-ka", "数か", "数箇"),
    ("（窓口の開設。）を行う。", "stop-in-brackets", "設。）", "設）"),
    ("窓口を開く。。", "stop-doubled", "。。", "。"),
    ("窓口（本庁を開く。", "bracket-pair", "（", ""),
    ("窓口（本庁)を開く。", "bracket-pair", ")", "）"),
    ("職員の 研修を行う。", "space-inside", " ", ""),
    ("ﾃﾞｼﾞﾀﾙ化を進める。", "narrow-kana", "ﾃﾞｼﾞﾀﾙ", "デジタル"),
    ("本年の当課の取組の中心を示す。", "particle-chain", "本年の当課の取組の", ""),
    ("できないわけではない。", "double-negative", "ないわけではない", ""),
    ("御覧になられた方に聴く。", "double-honorific", "御覧になられ", ""),
    ("取組を進めてまいります。", "polite-excess", "まいります", ""),
    ("窓口で見れる。", "dropped-ra", "見れ", "見られ"),
    ("導入するべき仕組みを選ぶ。", "literary", "するべき", "すべき"),
    ("令和8年度より実施する。", "from-than", "8年度より", "8年度から"),
    ("約20件程度を見込む。", "redundant", "約20件程度", ""),
    ("第3回目を開く。", "redundant", "第3回目", "3回目"),
    ("窓口で申請することができる。", "roundabout", "することができ", "でき"),
    ("アジェンダを配る。", "difficult-words", "アジェンダ", "議題"),
    ("サーバを更新する。", "long-vowel", "サーバ", "サーバー"),
    ("BPRを進める。", "abbreviation", "BPR", ""),
]

RIGHT = [
    "鉄道の整備及び安全の確保並びに費用の節約に努める。",
    "英語若しくは中国語又は数学を選ぶ。",
    "A及びBの整備とC及びDの改修を行う。",
    "影響が及び、対応が遅れた。",
    "さらに、窓口を開く。",
    "仕事と家事の両立を支える。",
    "大事な記事を読む。",
    "出来事を記録し、出来高を払う。",
    "頂上に立つ。",
    "有無を確かめ、無料で配る。",
    "大通りの通行を止める。",
    "申請書等を配る。開会の時刻を示す。当時は紙で受けた。",
    "前年度と比べて見ると増えた。",
    "仕様書と様式を改める。お客様に知らせる。",
    "課題に取り組み、成果を公表する。",
    "課題に取り組んだ。課題に取り組む。課題に取り組み始めた。",
    "課題に取り組みます。",
    "引き続き取り組み、成果を公表する。",
    "土地を引き渡し使用を始める。",
    "事業の取組も進める。",
    "費用を支払う。窓口で受け付ける。",
    "書類を取り扱う。組み合わせて使う。",
    "手続を見直す。受付を改める。申込みを待つ。",
    "見直しと引上げを行う。",
    "一つの窓口で二人が受ける。",
    "一つ前の版を残す。",
    "職員21人が学ぶ。",
    "令和8年度から3年間とする。",
    "第三期計画を改める。二、三年間は続ける。",
    "電話番号は0881234567番とする。",
    "2026年度に1,234件を処理した。1億2644万人が使う。",
    "単位は千円とし、300千円を見込む。",
    "3か所に置き、数箇所を改める。",
    "1）窓口を開く。",
    "ア）窓口を開く。",
    "窓口（本庁（1階））を開く。",
    "第1章　計画の策定に当たって",
    "窓口に出れば分かる。見れば分かる。触れる機会を増やす。",
    "手順を決めれば進む。",
    "誰一人取り残されない社会を目指す。",
    "市の計画の期間を定める。",
    "するべきではないことを示す。",
    "東京より暖かい。",
    "件数10年分を集めた。",
    "目標を達成した。一致した。誘致した。",
    "方向を向いて進む。",
    "業務改革（BPR）を進める。BPRの結果を示す。",
    "BPR（業務の見直し）を進める。",
    "ID とパスワードを配る。",
    "https://example.lg.jp/DX/BPR.html を見る。",
    "株式会社ABCが受注した。",
]


def check_one(made: DraftBlock) -> tuple[WordingFinding, ...]:
    """What a plan of one block is told."""
    return check(plan(made))


@pytest.mark.parametrize(
    ("text", "rule", "found", "suggestion"), WRONG, ids=[row[1] + ":" + row[2] for row in WRONG]
)
def test_what_the_guidance_would_have_otherwise_is_told(
    text: str, rule: str, found: str, suggestion: str
) -> None:
    assert (rule, found, suggestion) in told(text)


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_right_is_not_told(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(("text", "rule"), [(row[0], row[1]) for row in WRONG])
def test_a_wrong_sentence_breaks_only_the_rule_it_is_for(text: str, rule: str) -> None:
    assert {each for each, _, _ in told(text)} == {rule}


def test_a_finding_says_where_why_and_by_which_section() -> None:
    finding = one("市の取り組みを示す。")
    assert (finding.section, finding.block, finding.offset) == ("body", "b0", 2)
    assert finding.severity is Severity.WARNING
    assert not finding.quoted
    assert finding.why
    assert finding.basis == "Ⅰ－２イ"


def test_words_of_a_source_are_told_as_a_quote_and_never_as_a_warning() -> None:
    text = "市の取り組みを示す。"
    (whole,) = check_one(block(text, status=BlockStatus.QUOTED))
    (inside,) = check_one(block(f"計画は「{text}」と定める。"))
    for finding in (whole, inside):
        assert finding.quoted
        assert finding.severity is Severity.INFO


def test_a_rule_that_cannot_be_sure_is_no_warning() -> None:
    assert one("本年の当課の取組の中心を示す。").severity is Severity.INFO


@pytest.mark.parametrize("kind", [DraftBlockKind.CELL, DraftBlockKind.LABEL, DraftBlockKind.CAPTION])
def test_rules_of_running_text_leave_cells_and_heads_alone(kind: DraftBlockKind) -> None:
    assert check_one(block("３つ 本年の当課の取組の中心", kind=kind)) == ()

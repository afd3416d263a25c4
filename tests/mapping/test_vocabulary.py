"""The vocabulary is checked as a whole, and decides between near things as the field does."""

from pathlib import Path

import pytest

from flows.mapping.cues import Matcher
from flows.mapping.spelling import canonical
from flows.mapping.vocabulary import read_vocabulary, vocabulary
from flows.model import BadConfiguration
from flows.resources import templates_dir

SHIPPED = templates_dir() / "vocabulary" / "jichitai-dx.yaml"


def changed(tmp_path: Path, *changes: tuple[str, str]) -> Path:
    """The shipped file with some of its words replaced."""
    text = SHIPPED.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path = tmp_path / "words.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("AIチャットボット: ai_rpa", "AIチャットボット: ai_rqa", "「ai_rqa」という事項はありません"),
        ("strong: [フロントヤード, ", "strong: [窓, フロントヤード, ", "短すぎて"),
        ("strong: [フロントヤード, ", "strong: [フロントヤード, フロントヤード, ", "二度書かれています"),
        (
            "strong: [フロントヤード, ",
            "strong: [手続き案内, 手続案内, フロントヤード, ",
            "二度書かれています",
        ),
        ("strong: [フロントヤード, ", "strong: [{フロントヤード: 多い}, ", "重みの数"),
        ('all: ["@counter"', 'all: ["@counters"', "語群「@counters」が groups にありません"),
        ("  term: 1.1 ", "  term: 多め ", "数で書いてください"),
        ("  term: 1.1 ", "  terme: 1.1 ", "この名前の項目はありません"),
        ("  online: [frontyard]", "  online: [frontyad]", "「frontyad」という事項はありません"),
        ("    - 'https", "    - '(https", None),
        ("  目標: [目標", "  もくひょう: [目標", "次のどれかを書いてください"),
    ],
)
def test_a_mistake_in_the_vocabulary_is_told(tmp_path: Path, old: str, new: str, told: str | None) -> None:
    path = changed(tmp_path, (old, new)) if told else changed(tmp_path, ("'(\\.\\s*){5,}", "'(\\.\\s*{5,}"))
    with pytest.raises(BadConfiguration) as failure:
        read_vocabulary(path)
    assert (told or "正規表現として読めません") in failure.value.message


def test_all_mistakes_are_told_at_once_with_their_lines(tmp_path: Path) -> None:
    path = changed(
        tmp_path,
        ("コンビニ交付: mynumber", "コンビニ交付: mynum"),
        ("LGWAN, ", "L, "),
        ("総合計画に基づく, ", ""),
    )
    lines = path.read_text(encoding="utf-8").splitlines()
    with pytest.raises(BadConfiguration) as failure:
        read_vocabulary(path)
    near = next(n for n, line in enumerate(lines, 1) if "コンビニ交付: mynum" in line)
    short = next(n for n, line in enumerate(lines, 1) if "[情報セキュリティ," in line)
    assert f"{near}行目" in failure.value.message
    assert f"{short}行目" in failure.value.message
    assert "2件" in failure.value.message


def test_a_word_may_carry_its_own_weight(tmp_path: Path) -> None:
    path = changed(tmp_path, ("strong: [フロントヤード, ", "strong: [{フロントヤード: 9.5}, "))
    evidence = Matcher(read_vocabulary(path)).evidence(canonical("フロントヤードを改めます。"))
    assert evidence.weights["frontyard"] == pytest.approx(9.5, abs=1.2)


@pytest.mark.parametrize(
    ("phrase", "item", "other"),
    [
        ("マイナポータルを使ったオンライン申請を広げる", "online", "mynumber"),
        ("コンビニ交付サービスを広める", "mynumber", "frontyard"),
        ("窓口手数料のキャッシュレス化を進める", "frontyard", "eltax"),
        ("市税や保険料を地方税統一QRコードでスマホ納付できる", "eltax", "frontyard"),
        ("ビジネスチャットを庁内に入れる", "telework", "ai_rpa"),
        ("チャットボットで問合せに答える", "ai_rpa", "frontyard"),
        ("電子決裁とペーパーレスを進める", "bpr", "telework"),
        ("押印の廃止で業務を軽くする", "bpr", "rules"),
        ("押印を求める条例や規則を改正する", "rules", "bpr"),
        ("職員のDX研修を行う", "talent", "divide"),
        ("高齢者向けのスマホ教室を開く", "divide", "talent"),
        ("AIオンデマンド交通を走らせる", "community", "ai_rpa"),
        ("文書管理システムをクラウドに移す", "bpr", "standardization"),
        ("住民記録システムを標準準拠システムに移す", "standardization", "bpr"),
        ("オープンデータを公開する", "opendata", "community"),
        ("県の共同電子申請システムを使う", "online", "pref"),
        ("LGWAN対応生成AIを試す", "ai_rpa", "telework"),
    ],
)
def test_near_things_are_kept_apart(phrase: str, item: str, other: str) -> None:
    evidence = Matcher(vocabulary()).evidence(canonical(phrase))
    assert item in evidence.decided
    assert other not in evidence.decided


@pytest.mark.parametrize("text", ["email を送る", "details of the plan", "MAIL", "aiming"])
def test_latin_words_count_only_whole(text: str) -> None:
    assert not Matcher(vocabulary()).evidence(canonical(text)).weights


def test_the_words_of_a_pair_must_stand_near_each_other() -> None:
    near = Matcher(vocabulary()).evidence(canonical("窓口の混雑を減らす"))
    far = Matcher(vocabulary()).evidence(
        canonical("窓口の" + "とても長い説明がここに続いていきます" * 4 + "混雑")
    )
    assert "frontyard" in near.decided
    assert "frontyard" not in far.decided


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("行政手続きのオンライン化", "行政手続のオンライン化"),
        ("ＤＸの取り組み", "DXの取組み"),
        ("個人番号カード", "マイナンバーカード"),
        ("デジタル・トランスフォーメーション（DX）", "ＤＸ"),
        ("情 報 漏 洩", "情報漏えい"),
    ],
)
def test_spellings_of_one_word_are_one(one: str, other: str) -> None:
    assert canonical(one) == canonical(other)

"""A made-up city in a few short text files: enough for a whole run in seconds."""

from pathlib import Path

SPEECH = """# 令和８年度 汐見原市 施政方針

汐見原市議会定例会の開会に当たり、令和８年度の市政運営の方針を申し上げます。

## デジタル化の推進

マイナンバーカードにつきましては、令和７年12月末現在の保有率は、75.4パーセントであり、前年同時期と比較して、4.2ポイントの増となっております。

ＤＸ推進につきましては、令和８年度から第２期ＤＸ推進計画の３年間の計画期間が開始いたします。

窓口につきましては、書かない窓口を令和８年10月から導入いたします。

標準化につきましては、20業務のうち16業務の移行を令和７年度末までに終えました。

## 福祉

福祉につきましては、相談支援員を増員いたします。
"""

PLAN = """# 汐見原市ＤＸ推進計画（第１期）

計画期間は、令和５年度から令和７年度までの３年間とします。

## 推進体制

市長を本部長とするＤＸ推進本部を設置し、全庁で取組を進めます。

## 課題

職員のデジタル人材の育成が課題です。
"""

GUIDANCE = """# 国の計画の要旨（見本）

自治体は、行政手続のオンライン化と窓口の改革を一体で進めることとされています。
"""


def build(root: Path) -> tuple[Path, Path]:
    """The city's folder and the national one below `root`."""
    city, nation = root / "汐見原市 文書", root / "国"
    city.mkdir(parents=True)
    nation.mkdir()
    (city / "施政方針_令和８年度.md").write_text(SPEECH, encoding="utf-8")
    (city / "ＤＸ推進計画 第１期.txt").write_text(PLAN, encoding="utf-8")
    (nation / "要旨.md").write_text(GUIDANCE, encoding="utf-8")
    return city, nation

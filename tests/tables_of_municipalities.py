"""Made-up tables in which each row is a municipality: no name or code in them exists."""

from flows.model import Block, BlockKind, Document, Municipality, Source

OWN = Municipality(name="汐見原市", code="189014", prefecture="福井県")
NAMES = ("汐見原市", "隣川市", "北浜町", "西岳村", "南汐見原市", "汐見原町", "東野市")


def code(base: str) -> str:
    """The 6 digits of a 5-digit code."""
    total = sum(int(digit) * weight for digit, weight in zip(base, (6, 5, 4, 3, 2), strict=True))
    check = 11 - total % 11 if total >= 11 else 11 - total
    return f"{base}{check % 10}"


CODES = {name: code(str(18901 + number)) for number, name in enumerate(NAMES)}


def document(
    rows: tuple[tuple[str, ...], ...],
    *lines: str,
    sheet: str = "人口",
    path: str = "全国.xlsx",
    header_rows: int = 1,
) -> Document:
    """A sheet with these lines over a table."""
    last = chr(ord("A") + len(rows[0]) - 1)
    top = len(lines) + 1
    blocks = [
        Block(kind=BlockKind.PARAGRAPH, text=line, original=line, page=1, place=f"{sheet}!A{at}")
        for at, line in enumerate(lines, 1)
    ]
    words = "\n".join("\t".join(row) for row in rows)
    blocks.append(
        Block(
            kind=BlockKind.TABLE,
            text=words,
            original=words,
            page=1,
            rows=rows,
            header_rows=header_rows,
            place=f"{sheet}!A{top}:{last}{top + len(rows) - 1}",
        )
    )
    return Document(
        source=Source(path=path, sha256=path.encode().hex().ljust(64, "0")[:64], pages=1, media="xlsx"),
        blocks=tuple(blocks),
        page_texts=("\n".join((*lines, words)),),
    )


def population(own: Municipality = OWN) -> Document:
    """Population and changes, with rows of the nation and the prefecture, heads of three rows."""
    body = tuple(
        (
            CODES[name],
            own.prefecture,
            name,
            *(f"{20000 + 111 * at}", f"{22000 + 131 * at}", f"{42000 + 242 * at}"),
            *(f"{300 + at}", f"{500 + 7 * at}"),
        )
        for at, name in enumerate(NAMES)
    )
    return document(
        (
            ("", "", "", "令和7年", "", "", "令和6年", ""),
            ("", "", "", "人口", "", "", "住民票の増減", ""),
            ("団体コード", "都道府県名", "市区町村名", "男", "女", "計", "出生者数", "死亡者数"),
            ("-", "全国", "-", "60000000", "62000000", "122000000", "700000", "1500000"),
            ("180009", own.prefecture, "-", "350000", "370000", "720000", "4500", "10500"),
            *body,
        ),
        "令和7年1月1日住民基本台帳人口、令和6年（1月1日から同年12月31日まで）人口動態",
        header_rows=3,
    )

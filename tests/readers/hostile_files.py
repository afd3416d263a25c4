"""Bad files, made on the spot: each builder writes one into a path. Used by the tests and by bench_bad_input.

What they are made of is small and plain, so that a reader of the tests sees where the harm lies. Nothing is stored.
"""

from __future__ import annotations

import io
import random
import zipfile
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path

from pypdf import PdfWriter

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_REL = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
_LAUGHS = "<!DOCTYPE l [<!ENTITY a0 'ha'>" + "".join(
    f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12)
)

Builder = Callable[[Path], None]


# -- packages ---------------------------------------------------------------------------------------------------


def package(path: Path, parts: dict[str, str | bytes]) -> None:
    """A zip with these parts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def relations(*entries: tuple[str, str, str]) -> str:
    """A .rels part from (id, kind, target)."""
    rows = "".join(
        f'<Relationship Id="{i}" Type="{R}/{kind}" Target="{target}"/>' for i, kind, target in entries
    )
    return f'<Relationships xmlns="{_REL}">{rows}</Relationships>'


def docx(path: Path, body: str, extra: dict[str, str | bytes] | None = None, prolog: str = "") -> None:
    """A Word file with this body."""
    document = f'{prolog}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}</w:body></w:document>'
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": relations(("r1", "officeDocument", "word/document.xml")),
        "word/document.xml": document,
    }
    package(path, parts | (extra or {}))


def paragraph(text: str) -> str:
    """A plain paragraph of a Word file."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def xlsx(
    path: Path, rows: str, *, extra: dict[str, str | bytes] | None = None, prolog: str = "", after: str = ""
) -> None:
    """A workbook of one sheet with these rows."""
    types = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{types}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{types}.worksheet+xml"/></Types>',
        "_rels/.rels": relations(("r1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{S}" xmlns:r="{R}"><sheets>'
        '<sheet name="一覧" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(("r1", "worksheet", "worksheets/sheet1.xml")),
        "xl/worksheets/sheet1.xml": f'{prolog}<worksheet xmlns="{S}"><sheetData>{rows}</sheetData>{after}</worksheet>',
    }
    package(path, parts | (extra or {}))


def text_cell(place: str, text: str) -> str:
    """A cell with a string of its own."""
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


# -- PDF --------------------------------------------------------------------------------------------------------


def pdf(path: Path, objects: Iterable[bytes], trailer: bytes = b"/Root 1 0 R") -> None:
    """A PDF from the bodies of its objects 1, 2, 3 … with a right cross-reference table."""
    out, offsets = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(offsets) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d %b >>\nstartxref\n%d\n%%%%EOF\n" % (len(offsets) + 1, trailer, start)
    path.write_bytes(out)


def stream(data: bytes, extra: bytes = b"", layers: int = 0) -> bytes:
    """A stream object, deflated `layers` times."""
    for _ in range(layers):
        data = zlib.compress(data, 9)
    filters = b"/Filter [" + b"/FlateDecode " * layers + b"]" if layers else b""
    return b"<< /Length %d %b %b >>\nstream\n%b\nendstream" % (len(data), filters, extra, data)


def one_page(content: bytes, page: bytes = b"", more: Iterable[bytes] = ()) -> list[bytes]:
    """Objects of a PDF of one page: 4 is its content, 5 a font, 6 … are `more`."""
    return [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources"
        b" << /Font << /F 5 0 R >> /XObject << /X 4 0 R /I 6 0 R >> >> %b >>" % page,
        content,
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        *more,
    ]


def _encrypted_pdf(path: Path) -> None:
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    writer.encrypt("secret", algorithm="AES-128")
    writer.write(path)


def _truncated_pdf(path: Path) -> None:
    text = b"BT /F 12 Tf 50 700 Td (Digital) Tj ET\n" * 400
    pdf(path, one_page(stream(text)))
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 3])


def many_pages(path: Path, count: int = 10_000) -> None:
    """A PDF whose pages all show the same words."""
    kids = b" ".join(b"%d 0 R" % (number + 5) for number in range(count))
    pdf(
        path,
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [%b] /Count %d >>" % (kids, count),
            stream(b"BT /F 12 Tf 50 700 Td (Budget of the digital section) Tj ET"),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            *(
                b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 3 0 R"
                b" /Resources << /Font << /F 4 0 R >> >> >>"
                for _ in range(count)
            ),
        ],
    )


def _pages_in_a_circle(path: Path) -> None:
    pdf(
        path,
        [
            b"<< /Type /Catalog /Pages 2 0 R /Outlines 4 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R 2 0 R] /Count 9999999 /Parent 3 0 R >>",
            b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 9999999 /Parent 2 0 R >>",
            b"<< /First 4 0 R /Last 4 0 R /Next 4 0 R /Title (x) /Count 99999 >>",
        ],
    )


def _form_draws_itself(path: Path) -> None:
    form = stream(
        b"/X Do /X Do /X Do",
        b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 4 0 R >> >>",
    )
    pdf(path, one_page(form))


def _deep_arrays(path: Path) -> None:
    pdf(path, one_page(stream(b"[" * 200_000), b"/Annots " + b"[" * 100_000))


def _xref_in_a_circle(path: Path) -> None:
    pdf(path, one_page(stream(b"BT ET")), b"/Root 1 0 R /Prev 9")
    data = path.read_bytes()
    start = data.rindex(b"xref\n0")
    path.write_bytes(data.replace(b"/Prev 9", b"/Prev %d" % start))


def _stream_bomb(path: Path) -> None:
    packer = zlib.compressobj(9)
    squeezed = b"".join(packer.compress(b"0 0 m 9 9 l S\n" * 100_000) for _ in range(700)) + packer.flush()
    content = b"<< /Length %d /Filter [/FlateDecode /FlateDecode] >>\nstream\n%b\nendstream"
    twice = zlib.compress(squeezed, 9)
    pdf(path, one_page(content % (len(twice), twice)))


def _huge_picture(path: Path) -> None:
    picture = stream(
        b"\0" * 1000,
        b"/Type /XObject /Subtype /Image /Width 60000 /Height 60000 /ColorSpace /DeviceRGB /BitsPerComponent 8",
        1,
    )
    pdf(
        path, one_page(stream(b"q 14400 0 0 14400 0 0 cm /I Do Q"), b"/MediaBox [0 0 14400 14400]", [picture])
    )


def _many_rulings(path: Path) -> None:
    lines = b"".join(
        b"%d 0 m %d 842 l S 0 %d m 595 %d l S\n" % (n % 595, n % 595, n % 842, n % 842) for n in range(60_000)
    )
    pdf(path, one_page(stream(lines, layers=1)))


def _many_characters(path: Path) -> None:
    line = b"BT /F 4 Tf 10 %d Td (" + b"x " * 900 + b") Tj ET\n"
    pdf(path, one_page(stream(b"".join(line % (n % 842) for n in range(1_000)), layers=1)))


# -- Word and Excel ---------------------------------------------------------------------------------------------


def _docx_bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        with archive.open("word/document.xml", "w", force_zip64=True) as part:
            for _ in range(1200):
                part.write(b" " * 1_048_576)


def _overlapping_bomb(path: Path) -> None:
    """Thousands of directory entries that all name the same squeezed part."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<a/>" + b" " * 5_000_000)
        one = archive.infolist()[0]
        for number in range(500):
            twin = zipfile.ZipInfo(f"word/p{number}.xml")
            for field in (
                "compress_type",
                "CRC",
                "compress_size",
                "file_size",
                "header_offset",
                "create_system",
            ):
                setattr(twin, field, getattr(one, field))
            archive.filelist.append(twin)
            archive.NameToInfo[twin.filename] = twin
    path.write_bytes(buffer.getvalue())


def _lying_size(path: Path) -> None:
    docx(path, paragraph("x" * 3_000_000))
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        real = archive.getinfo("word/document.xml").file_size
    path.write_bytes(data.replace(real.to_bytes(4, "little"), (50).to_bytes(4, "little")))


def _docx_million_cells(path: Path) -> None:
    row = "<w:tr>" + f"<w:tc>{paragraph('12')}</w:tc>" * 50 + "</w:tr>"
    docx(path, "<w:tbl>" + row * 20_000 + "</w:tbl>")


def _nested_tables(path: Path) -> None:
    docx(
        path, "<w:tbl><w:tr><w:tc><w:p/></w:tc><w:tc>" * 60 + paragraph("底") + "</w:tc></w:tr></w:tbl>" * 60
    )


def _too_deep(path: Path) -> None:
    docx(path, "<w:sdt><w:sdtContent>" * 5_000 + paragraph("底") + "</w:sdtContent></w:sdt>" * 5_000)


def _external_entity(path: Path) -> None:
    docx(path, paragraph("&leak;"), prolog='<!DOCTYPE d [<!ENTITY leak SYSTEM "file:///etc/passwd">]>')


def _utf16_entities(path: Path) -> None:
    xml = f'<?xml version="1.0" encoding="UTF-16"?>{_LAUGHS}]><w:document xmlns:w="{W}"><w:body>{paragraph("&a11;")}</w:body></w:document>'
    docx(path, "", {"word/document.xml": xml.encode("utf-16")})


def _encrypted_office(path: Path) -> None:
    """The outline of a compound file as Office writes it for a password: what matters is the stream's name."""
    path.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + b"\0" * 1500
        + "EncryptedPackage".encode("utf-16-le")
        + b"\0" * 2000
    )


def _xlsx_bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w") as part:
            for _ in range(100):
                part.write(b"<row/>" * 170_000)


def _xlsx_million_cells(path: Path) -> None:
    row = '<row r="{0}">' + "".join(f'<c r="{chr(65 + n)}{{0}}"><v>{n}</v></c>' for n in range(20)) + "</row>"
    xlsx(path, "".join(row.format(n) for n in range(1, 50_001)))


def _far_cells(path: Path) -> None:
    xlsx(
        path,
        f'<row r="1">{text_cell("A1", "見出し")}{text_cell("XFD1", "遠い")}</row>'
        f'<row r="1048576">{text_cell("A1048576", "底")}</row>'
        f'<row r="99999999999">{text_cell("A99999999999", "底なし")}</row>',
        after='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
    )


def _csv_million_cells(path: Path) -> None:
    path.write_text("\n".join(",".join(str(n) for n in range(20)) for _ in range(50_000)), encoding="utf-8")


def _deep_html(path: Path) -> None:
    path.write_text("<html><body>" + "<div>" * 100_000 + "底" + "</div>" * 100_000, encoding="utf-8")


def _wide_html(path: Path) -> None:
    path.write_text(
        "<table>"
        + '<tr><td colspan="99999999" rowspan="99999999">広</td><td>2</td></tr>' * 2_000
        + "</table>",
        encoding="utf-8",
    )


# -- damage -----------------------------------------------------------------------------------------------------


def damaged(data: bytes, seed: int) -> bytes:
    """The bytes with a few of them changed, cut out, doubled or overwritten; the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 -- repeatable, not secret
    changed = bytearray(data)
    for _ in range(chance.randint(1, 12)):
        at, length = chance.randrange(len(changed)), chance.randint(1, 40)
        match chance.randrange(60):
            case 0:
                changed = changed[: max(at, 1)]
            case 1 | 2 | 3:
                del changed[at : at + length]
            case 4 | 5 | 6:
                changed[at:at] = changed[at : at + length]
            case kind if kind < 30:
                changed[at : at + length] = chance.randbytes(length)
            case _:
                changed[at] ^= 1 << chance.randrange(8)
    return bytes(changed) or b"\0"


# -- the list ---------------------------------------------------------------------------------------------------

HOSTILE: dict[str, tuple[Builder, str | None]] = {
    "暗号化.pdf": (_encrypted_pdf, "error"),
    "途中で切れた.pdf": (_truncated_pdf, None),
    "空.pdf": (lambda path: path.write_bytes(b"") and None, "error"),
    "中身は文字.pdf": (
        lambda path: path.write_text("第1章 総論\n本文です。", encoding="utf-8") and None,
        "warning",
    ),
    "見出しだけ.pdf": (lambda path: path.write_bytes(b"%PDF-1.7\n") and None, "error"),
    "乱数.pdf": (lambda path: path.write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 300) and None, "error"),
    "一万ページ.pdf": (many_pages, "warning"),
    "輪になったページ.pdf": (_pages_in_a_circle, None),
    "自分を描く図.pdf": (_form_draws_itself, None),
    "深い配列.pdf": (_deep_arrays, None),
    "輪になった索引.pdf": (_xref_in_a_circle, None),
    "膨らむ内容.pdf": (_stream_bomb, None),
    "巨大な画像.pdf": (_huge_picture, None),
    "罫線だらけ.pdf": (_many_rulings, None),
    "文字だらけ.pdf": (_many_characters, None),
    "爆弾.docx": (_docx_bomb, "error"),
    "重なる爆弾.docx": (_overlapping_bomb, "error"),
    "嘘の大きさ.docx": (_lying_size, "error"),
    "百万のセル.docx": (_docx_million_cells, "warning"),
    "入れ子の表.docx": (_nested_tables, None),
    "深い入れ子.docx": (_too_deep, "error"),
    "実体の爆弾.docx": (lambda path: docx(path, paragraph("&a11;"), prolog=_LAUGHS + "]>"), "error"),
    "外の実体.docx": (_external_entity, "error"),
    "UTF16の実体.docx": (_utf16_entities, "error"),
    "外を指す部品.docx": (
        lambda path: docx(path, paragraph("a"), {"../../../../tmp/evil.txt": "x"}),
        "error",
    ),
    "本文なし.docx": (lambda path: package(path, {"word/document.xml": "<w/>"}), "error"),
    "壊れたXML.docx": (lambda path: package(path, {"word/document.xml": "<w:document><w:body>"}), "error"),
    "暗号化.docx": (_encrypted_office, "error"),
    "爆弾.xlsx": (_xlsx_bomb, "error"),
    "百万のセル.xlsx": (_xlsx_million_cells, "warning"),
    "遠いセル.xlsx": (_far_cells, None),
    "実体の爆弾.xlsx": (
        lambda path: xlsx(path, f"<row>{text_cell('A1', '&a11;')}</row>", prolog=_LAUGHS + "]>"),
        "error",
    ),
    "百万のセル.csv": (_csv_million_cells, "warning"),
    "制御文字.txt": (lambda path: path.write_bytes(b"\0\1\2\3" * 500) and None, "error"),
    "長い一行.txt": (lambda path: path.write_text("あ い" * 3_000_000, encoding="utf-8") and None, None),
    "深い.html": (_deep_html, None),
    "広い.html": (_wide_html, None),
}
"""Name → builder, and the worst severity that must be among its findings (None: must only end well)."""

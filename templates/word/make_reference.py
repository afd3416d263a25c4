"""Make reference.docx, the look of 素案.docx: `python templates/word/make_reference.py`.

Staff restyle the result in Word; this script only says how it looks before they do. Fonts are theme fonts and colours
are theme colours throughout, so that a change of theme changes everything. Sizes are points, lengths millimetres.
The page is A4 as 公文書 usually have it; the body is 10.5 pt on lines of at least 18 pt, 43 characters to a line.
"""

import sys
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MINCHO, GOTHIC = "BIZ UDMincho Medium", "BIZ UDGothic"
COLOURS = {
    "dk1": "1F2328", "lt1": "FFFFFF", "dk2": "1E3557", "lt2": "EEF2F7", "accent1": "24497D", "accent2": "5B6F8A",
    "accent3": "9AA6B5", "accent4": "B7791F", "accent5": "2F7D78", "accent6": "D5DDE8", "hlink": "24497D",
    "folHlink": "5B6F8A",
}  # fmt: skip
THEME = {"navy": ("dk2", "text2"), "blue": ("accent1", "accent1"), "grey": ("accent2", "accent2"),
         "silver": ("accent3", "accent3"), "amber": ("accent4", "accent4"), "pale": ("lt2", "background2"),
         "mist": ("accent6", "accent6"), "white": ("lt1", "background1")}  # fmt: skip
TEXT_WIDTH = 9072  # twentieths of a point: 160 mm
WIDE_WIDTH = 13833  # landscape: 244 mm


def mm(length: float) -> int:
    """Millimetres → twentieths of a point."""
    return round(length * 1440 / 25.4)


def colour(name: str) -> str:
    """A text colour."""
    key, theme = THEME[name]
    return f'<w:color w:val="{COLOURS[key]}" w:themeColor="{theme}"/>'


def shade(name: str, *, tint: str = "") -> str:
    """A fill."""
    extra = f' w:themeFillTint="{tint}"' if tint else ""
    fill = tinted(name, tint)
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}" w:themeFill="{THEME[name][1]}"{extra}/>'


def tinted(name: str, tint: str) -> str:
    """A theme colour mixed with white; `tint`: hexadecimal share of the colour that is left."""
    colour_value, share = COLOURS[THEME[name][0]], int(tint or "FF", 16) / 255
    parts = (int(colour_value[at : at + 2], 16) for at in (0, 2, 4))
    return "".join(f"{round(255 - (255 - part) * share):02X}" for part in parts)


def line(side: str, name: str, eighths: int, space: int = 1, tint: str = "") -> str:
    """A border."""
    extra = f' w:themeTint="{tint}"' if tint else ""
    return (
        f'<w:{side} w:val="single" w:sz="{eighths}" w:space="{space}" '
        f'w:color="{tinted(name, tint)}" w:themeColor="{THEME[name][1]}"{extra}/>'
    )


def fonts(kind: str) -> str:
    """Theme fonts: "minor" (明朝, body) or "major" (ゴシック, heads)."""
    return (
        f'<w:rFonts w:asciiTheme="{kind}HAnsi" w:eastAsiaTheme="{kind}EastAsia" w:hAnsiTheme="{kind}HAnsi" '
        f'w:cstheme="{kind}Bidi"/>'
    )


def look(
    size: float = 0, *, font: str = "", bold: bool | None = None, tone: str = "", extra: str = ""
) -> str:
    """Run properties in the order of the standard."""
    weight = "" if bold is None else ("<w:b/><w:bCs/>" if bold else '<w:b w:val="0"/><w:bCs w:val="0"/>')
    half = f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>' if size else ""
    inner = (fonts(font) if font else "") + weight + (colour(tone) if tone else "") + half + extra
    return f"<w:rPr>{inner}</w:rPr>" if inner else ""


def shape(**parts: str) -> str:
    """Paragraph properties in the order of the standard, from ready pieces."""
    order = ("keepNext", "keepLines", "pageBreakBefore", "widow", "num", "border", "shd", "tabs", "spacing", "ind",
             "contextual", "jc", "outline")  # fmt: skip
    unknown = set(parts) - set(order)
    if unknown:
        raise ValueError(f"unknown paragraph properties: {unknown}")
    flags = {
        "keepNext": "<w:keepNext/>", "keepLines": "<w:keepLines/>", "pageBreakBefore": "<w:pageBreakBefore/>",
        "widow": "<w:widowControl/>", "contextual": "<w:contextualSpacing/>",
    }  # fmt: skip
    inner = "".join(flags.get(key, parts[key]) if key in parts else "" for key in order)
    return f"<w:pPr>{inner}</w:pPr>"


def spacing(before: float = 0, after: float = 0, at_least: float = 0) -> str:
    """Space before, after and the least line height, in points."""
    height = f' w:line="{round(at_least * 20)}" w:lineRule="atLeast"' if at_least else ""
    return f'<w:spacing w:before="{round(before * 20)}" w:after="{round(after * 20)}"{height}/>'


def indent(left: float = 0, hanging: float = 0, right: float = 0) -> str:
    """Indents in millimetres."""
    hang = f' w:hanging="{mm(hanging)}"' if hanging else ""
    return f'<w:ind w:left="{mm(left)}" w:right="{mm(right)}"{hang}/>'


def level(outline: int) -> str:
    """The level in the navigation pane, 0 = highest."""
    return f'<w:outlineLvl w:val="{outline}"/>'


def number(numbering: int, depth: int = 0) -> str:
    """A list level that goes with the style."""
    at = f'<w:ilvl w:val="{depth}"/>' if depth else ""
    return f'<w:numPr>{at}<w:numId w:val="{numbering}"/></w:numPr>'


def centre(kind: str = "center") -> str:
    """Alignment."""
    return f'<w:jc w:val="{kind}"/>'


def tabs(*stops: tuple[str, int, str]) -> str:
    """Tab stops: kind, position in twentieths of a point, leader."""
    inner = "".join(
        f'<w:tab w:val="{kind}"' + (f' w:leader="{leader}"' if leader else "") + f' w:pos="{at}"/>'
        for kind, at, leader in stops
    )
    return f"<w:tabs>{inner}</w:tabs>"


def borders(*lines: str) -> str:
    """Paragraph borders: top, left, bottom, right in this order."""
    return f"<w:pBdr>{''.join(lines)}</w:pBdr>"


def box(name: str, eighths: int, space: int) -> str:
    """A border all round."""
    return borders(*(line(side, name, eighths, space) for side in ("top", "left", "bottom", "right")))


def style(  # noqa: PLR0913 - what a style consists of
    key: str, name: str, properties: str = "", runs: str = "", *, kind: str = "paragraph", based: str = "Normal",
    then: str = "", priority: int = 0, quick: bool = True, custom: bool = False, default: bool = False, rest: str = "",
) -> str:  # fmt: skip
    """A style."""
    attributes = (
        f'w:type="{kind}"' + (' w:default="1"' if default else "") + (' w:customStyle="1"' if custom else "")
    )
    inner = f"<w:name w:val={quoteattr(name)}/>"
    inner += f'<w:basedOn w:val="{based}"/>' if based and not default else ""
    inner += f'<w:next w:val="{then}"/>' if then else ""
    inner += f'<w:uiPriority w:val="{priority}"/>' if priority else ""
    inner += "<w:qFormat/>" if quick else ""
    return f'<w:style {attributes} w:styleId="{key}">{inner}{properties}{runs}{rest}</w:style>'


def appendix_heading(n: int) -> str:
    """A heading of the appendix: that of the plan with another list."""
    numbered = shape(num=number(2, n - 1))
    return style(
        f"Appendix{n}",
        f"資料編 見出し {n}",
        numbered,
        based=f"Heading{n}",
        then="BodyJa",
        priority=10,
        custom=True,
    )


def headings() -> list[str]:
    """Chapters, sections, subsections and their counterparts in the appendix."""
    chapter = shape(
        keepNext="", keepLines="", pageBreakBefore="", num=number(1), border=borders(line("bottom", "navy", 12, 6)),
        spacing=spacing(0, 18, 30), jc=centre("left"), outline=level(0),
    )  # fmt: skip
    section = shape(
        keepNext="", keepLines="", num=number(1, 1), border=borders(line("bottom", "silver", 6, 3)),
        spacing=spacing(20, 8, 22), jc=centre("left"), outline=level(1),
    )  # fmt: skip
    part = shape(
        keepNext="",
        keepLines="",
        num=number(1, 2),
        spacing=spacing(15, 5, 20),
        jc=centre("left"),
        outline=level(2),
    )
    detail = shape(
        keepNext="",
        keepLines="",
        num=number(1, 3),
        spacing=spacing(10, 3, 18),
        jc=centre("left"),
        outline=level(3),
    )
    label = shape(
        keepNext="", keepLines="", border=borders(line("left", "blue", 24, 6)), spacing=spacing(13, 4, 13.5),
        ind=indent(2.4), jc=centre("left"), outline=level(3),
    )  # fmt: skip
    return [
        style("Heading1", "heading 1", chapter, look(18, font="major", bold=True, tone="navy"), then="BodyJa", priority=9),
        style("Heading2", "heading 2", section, look(14, font="major", bold=True, tone="navy"), then="BodyJa", priority=9),
        style("Heading3", "heading 3", part, look(12, font="major", bold=True, tone="blue"), then="BodyJa", priority=9),
        style("Heading4", "heading 4", detail, look(10.5, font="major", bold=True), then="BodyJa", priority=9),
        *(appendix_heading(n) for n in (1, 2, 3)),
        style("Label", "項目見出し", label, look(10.5, font="major", bold=True, tone="blue"), then="BodyJa", priority=11,
              custom=True),
    ]  # fmt: skip


def body() -> list[str]:
    """Running text, lists, marks of what is open, notes."""
    first_line = '<w:ind w:firstLineChars="100" w:firstLine="210"/>'
    todo = {
        "keepLines": "",
        "border": borders(
            line("top", "amber", 4, 2, "1F"),
            line("left", "amber", 24, 6),
            line("bottom", "amber", 4, 3, "1F"),
        ),
        "shd": shade("amber", tint="1F"),
        "spacing": spacing(6, 8, 14.5),
        "ind": indent(2.4),
        "jc": centre("left"),
    }
    return [
        style("Normal", "Normal", default=True),
        style("BodyJa", "本文 段落", shape(spacing=spacing(0, 3, 18), ind=first_line), priority=1, custom=True),
        style("ListBullet", "List Bullet", shape(num=number(3), spacing=spacing(0, 2, 18)), priority=2),
        style("Todo", "要確認", shape(num=number(4), **todo), look(10, font="major"), priority=3, custom=True),
        style("TodoMarked", "要確認（文中に印）", shape(**todo), look(10, font="major"), priority=3, custom=True),
        style("Note", "注記", shape(spacing=spacing(2, 4, 13), jc=centre("left")), look(8.5, font="major", tone="grey"),
              priority=4, custom=True),
        style("Caption", "caption", shape(keepNext="", spacing=spacing(10, 3, 15), jc=centre("left")),
              look(9.5, font="major", bold=True, tone="navy"), priority=35),
        style("Figure", "図", shape(spacing=spacing(8, 8), jc=centre()), priority=35, custom=True),
        style("Break", "区切り", shape(spacing='<w:spacing w:before="0" w:after="0" w:line="120" w:lineRule="exact"/>'),
              look(2), priority=60, custom=True, quick=False),
    ]  # fmt: skip


def cells() -> list[str]:
    """Words in tables."""
    plain = look(9, font="major")
    schedule = shape(shd=shade("mist"), spacing=spacing(0, 0, 13), jc=centre())
    return [
        style("Cell", "表 本文", shape(spacing=spacing(1, 1, 13), jc=centre("left")), plain, priority=20, custom=True),
        style("CellHead", "表 見出し", shape(keepNext="", jc=centre("left")), look(bold=True), based="Cell", priority=20,
              custom=True),
        style("CellFigure", "表 数値", shape(jc=centre("right")), based="Cell", priority=20, custom=True),
        style("CellMark", "表 記号", shape(jc=centre()), based="Cell", priority=20, custom=True),
        style("CellTodo", "表 要確認", shape(shd=shade("amber", tint="1F")), based="Cell", priority=20, custom=True),
        style("CellSchedule", "表 工程", schedule, look(bold=True, tone="navy"), based="Cell", priority=20, custom=True),
    ]  # fmt: skip


def cover() -> list[str]:
    """The first page and the contents."""
    entry = ("right", TEXT_WIDTH, "dot")

    def contents(depth: int, left: int, before: float, runs: str) -> str:
        return style(
            f"TOC{depth}", f"toc {depth}",
            shape(tabs=tabs(entry), spacing=spacing(before, 0, 15.5), jc=centre("left"),
                  ind=f'<w:ind w:left="{left}" w:right="567"/>'),
            runs, priority=39, quick=False,
        )  # fmt: skip

    return [
        style("CoverOwner", "表紙 団体名", shape(spacing=spacing(10, 0, 28), jc=centre()),
              look(20, font="major", bold=True), priority=50, custom=True),
        style("Title", "Title", shape(border=borders(line("top", "navy", 12, 16), line("bottom", "navy", 12, 16)),
                                      spacing=spacing(150, 0, 42), jc=centre()),
              look(26, font="major", bold=True, tone="navy"), then="Subtitle", priority=50),
        style("Subtitle", "Subtitle", shape(spacing=spacing(20, 0, 24), jc=centre()),
              look(14, font="major", tone="grey"), priority=50),
        style("CoverMark", "表紙 素案", shape(spacing=spacing(26, 0, 30), jc=centre()),
              look(18, font="major", bold=True, tone="navy"), priority=50, custom=True),
        style("CoverDate", "表紙 日付", shape(spacing=spacing(190, 0, 24), jc=centre()),
              look(14, font="major"), priority=50, custom=True),
        style("CoverNote", "表紙 注記", shape(spacing=spacing(30, 0, 14), jc=centre()),
              look(8.5, font="major", tone="grey"), priority=50, custom=True),
        style("ContentsHead", "目次 見出し", shape(keepNext="", border=borders(line("bottom", "navy", 12, 6)),
                                                  spacing=spacing(0, 12, 30), jc=centre("left")),
              look(18, font="major", bold=True, tone="navy"), priority=38, custom=True),
        style("LegendHead", "凡例 見出し", shape(keepNext="", spacing=spacing(18, 2, 14)), look(bold=True), based="Note",
              priority=38, custom=True),
        style("Legend", "凡例", shape(keepNext="", spacing=spacing(0, 0, 13)), based="Note", priority=38, custom=True),
        contents(1, 0, 5, look(10.5, font="major", bold=True, tone="navy")),
        contents(2, 240, 0, look(10)),
        contents(3, 900, 0, look(9.5)),
    ]  # fmt: skip


def edges() -> list[str]:
    """Head and foot of the page, notes, comments."""
    rule = borders(line("bottom", "silver", 4, 3))
    return [
        style("Header", "header", shape(border=rule, tabs=tabs(("right", TEXT_WIDTH, "")), spacing=spacing(0, 0, 12), jc=centre("left")),
              look(8.5, font="major", tone="grey"), priority=99, quick=False),
        style("HeaderWide", "ヘッダー（横）", shape(tabs=tabs(("clear", TEXT_WIDTH, ""), ("right", WIDE_WIDTH, ""))),
              based="Header", priority=99, custom=True, quick=False),
        style("Footer", "footer", shape(spacing=spacing(0, 0, 12), jc=centre()), look(9, font="major", tone="grey"),
              priority=99, quick=False),
        style("FootnoteText", "footnote text", shape(spacing=spacing(0, 0, 11.5), ind=indent(4, 4), jc=centre("left")),
              look(8), priority=99, quick=False),
        style("FootnoteReference", "footnote reference", "", look(tone="blue", extra='<w:vertAlign w:val="superscript"/>'),
              kind="character", based="DefaultParagraphFont", priority=99, quick=False),
        style("AfterMark", "脚注番号の括弧", kind="character", based="FootnoteReference", priority=99, custom=True,
              quick=False),
        style("CommentText", "annotation text", shape(spacing=spacing(0, 0), jc=centre("left")), look(9), priority=99, quick=False),
        style("CommentReference", "annotation reference", "", look(9), kind="character", based="DefaultParagraphFont",
              priority=99, quick=False),
    ]  # fmt: skip


def marks() -> list[str]:
    """How a statement is to be taken: staff switch a mark off by changing its style."""

    def underline(kind: str) -> str:
        return f'<w:u w:val="{kind}" w:color="{COLOURS["accent3"]}" w:themeColor="accent3"/>'

    char = {"kind": "character", "based": "DefaultParagraphFont"}
    return [
        style("DefaultParagraphFont", "Default Paragraph Font", kind="character", default=True, priority=1, quick=False),
        style("Hyperlink", "Hyperlink", "", "", priority=99, quick=False, **char),
        style("Fact", "事実", "", "", priority=30, custom=True, **char),
        style("Estimate", "推定", "", look(extra=underline("dotted")), priority=30, custom=True, **char),
        style("Proposal", "仮説", "", look(extra=underline("dash")), priority=30, custom=True, **char),
    ]  # fmt: skip


def tables() -> list[str]:
    """The table with a head row and bands, and the sheet (個票) with a head column."""
    margins = (
        '<w:tblCellMar><w:top w:w="28" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>'
        '<w:bottom w:w="28" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar>'
    )
    grid = (
        "<w:tblBorders>" + line("top", "navy", 8, 0) + line("left", "silver", 4, 0) + line("bottom", "navy", 8, 0)
        + line("right", "silver", 4, 0) + line("insideH", "silver", 4, 0) + line("insideV", "silver", 4, 0) + "</w:tblBorders>"
    )  # fmt: skip
    bands = '<w:tblStyleRowBandSize w:val="1"/><w:tblStyleColBandSize w:val="1"/>'
    properties = f'<w:tblPr>{bands}<w:tblInd w:w="0" w:type="dxa"/>{grid}{margins}</w:tblPr>'

    def part(kind: str, cell: str, runs: str = "") -> str:
        return f'<w:tblStylePr w:type="{kind}">{runs}<w:tcPr>{cell}</w:tcPr></w:tblStylePr>'

    head = part("firstRow", shade("navy") + '<w:vAlign w:val="center"/>', look(bold=True, tone="white"))
    column = part("firstCol", shade("pale"), look(bold=True, tone="navy"))
    band = part("band2Horz", shade("pale"))
    return [
        style("TableNormal", "Normal Table", kind="table", default=True, priority=99, quick=False,
              rest='<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
                   '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr>'),
        style("NoList", "No List", kind="numbering", default=True, priority=99, quick=False),
        style("PlanTable", "素案の表", kind="table", based="TableNormal", priority=40, custom=True, rest=properties + head + band),
        style("PlanSheet", "素案の個票", kind="table", based="TableNormal", priority=40, custom=True, rest=properties + column),
    ]  # fmt: skip


def styles() -> str:
    """styles.xml."""
    defaults = (
        "<w:docDefaults><w:rPrDefault><w:rPr>"
        + fonts("minor")
        + '<w:kern w:val="2"/><w:sz w:val="21"/><w:szCs w:val="21"/>'
        '<w:lang w:val="en-US" w:eastAsia="ja-JP" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:jc w:val="both"/></w:pPr></w:pPrDefault></w:docDefaults>'
    )
    latent = (
        '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="0" w:defUnhideWhenUsed="0" '
        'w:defQFormat="0" w:count="376"/>'
    )
    every = body() + marks() + headings() + cells() + cover() + edges() + tables()
    return f'{HEAD}<w:styles xmlns:w="{W}">{defaults}{latent}{"".join(every)}</w:styles>'


def numbering() -> str:
    """numbering.xml: 1 chapters (第1章 / 1 / (1) / ア), 2 appendix (― / 資料1 / (1)), 3 bullets, 4 the mark 【要確認】."""

    def depth(  # noqa: PLR0913, PLR0917 - a level of a list
        at: int, form: str, text: str, style_id: str = "", left: int = 0, hanging: int = 0, follow: str = ""
    ) -> str:
        linked = f'<w:pStyle w:val="{style_id}"/>' if style_id else ""
        after = f'<w:suff w:val="{follow}"/>' if follow else ""
        stop = tabs(("num", left, "")) if left and not follow else ""
        place = f'<w:pPr>{stop}<w:ind w:left="{left}" w:hanging="{hanging or left}"/></w:pPr>'
        return (
            f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{linked}{after}'
            f'<w:lvlText w:val={quoteattr(text)}/><w:lvlJc w:val="left"/>{place}</w:lvl>'
        )

    chapters = (
        depth(0, "decimal", "第%1章", "Heading1", 1134) + depth(1, "decimal", "%2", "Heading2", 454)
        + depth(2, "decimal", "(%3)", "Heading3", 510) + depth(3, "aiueoFullWidth", "%4", "Heading4", 454)
    )  # fmt: skip
    appendix = (
        depth(0, "none", "", "Appendix1", follow="nothing") + depth(1, "decimal", "資料%2", "Appendix2", 964)
        + depth(2, "decimal", "(%3)", "Appendix3", 510)
    )  # fmt: skip
    bullets = depth(0, "bullet", "・", "ListBullet", 420, 210, follow="nothing")
    todo = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="none"/><w:pStyle w:val="Todo"/><w:suff w:val="nothing"/>'
        '<w:lvlText w:val="【要確認】"/><w:lvlJc w:val="left"/>' + f'<w:pPr>{indent(2.4)}</w:pPr>'
        + look(bold=True, tone="amber") + "</w:lvl>"
    )  # fmt: skip
    lists = [
        ("multilevel", chapters),
        ("multilevel", appendix),
        ("singleLevel", bullets),
        ("singleLevel", todo),
    ]
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{at}"><w:nsid w:val="{0x2A1B0000 + at:08X}"/><w:multiLevelType w:val="{kind}"/>'
        f'<w:tmpl w:val="{0x3C1D0000 + at:08X}"/>{levels}</w:abstractNum>'
        for at, (kind, levels) in enumerate(lists, 1)
    )
    numbers = "".join(f'<w:num w:numId="{at}"><w:abstractNumId w:val="{at}"/></w:num>' for at in range(1, 5))
    return f'{HEAD}<w:numbering xmlns:w="{W}">{abstract}{numbers}</w:numbering>'


def theme() -> str:
    """theme1.xml: the fonts and colours that staff change in one place."""

    def slot(name: str) -> str:
        return f'<a:{name}><a:srgbClr val="{COLOURS[name]}"/></a:{name}>'

    def face(kind: str, name: str) -> str:
        return (
            f'<a:{kind}Font><a:latin typeface="{name}"/><a:ea typeface="{name}"/><a:cs typeface=""/>'
            f'<a:font script="Jpan" typeface="{name}"/></a:{kind}Font>'
        )

    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    stroke = f'<a:ln w="9525" cap="flat" cmpd="sng" algn="ctr">{fill}<a:prstDash val="solid"/></a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'{HEAD}<a:theme xmlns:a="{A}" name="素案"><a:themeElements><a:clrScheme name="紺と灰">'
        + "".join(map(slot, COLOURS)) + '</a:clrScheme><a:fontScheme name="BIZ UD">' + face("major", GOTHIC) + face("minor", MINCHO)
        + f'</a:fontScheme><a:fmtScheme name="素案"><a:fillStyleLst>{fill * 3}</a:fillStyleLst><a:lnStyleLst>{stroke * 3}</a:lnStyleLst>'
        f"<a:effectStyleLst>{effect * 3}</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme>"
        "</a:themeElements></a:theme>"
    )  # fmt: skip


def font_table() -> str:
    """fontTable.xml: what the same faces are called elsewhere."""

    def font(name: str, other: str, family: str) -> str:
        return (
            f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="80"/><w:family w:val="{family}"/>'
            '<w:pitch w:val="fixed"/></w:font>'
        )

    faces = font(MINCHO, "BIZ UDMincho", "roman") + font(GOTHIC, "BIZ UDゴシック", "modern")
    return f'{HEAD}<w:fonts xmlns:w="{W}">{faces}</w:fonts>'


def settings() -> str:
    """settings.xml."""
    compat = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>'
        for name, value in (
            ("compatibilityMode", "15"), ("overrideTableStyleFontSizeAndJustification", "1"),
            ("enableOpenTypeFeatures", "1"), ("doNotFlipMirrorIndents", "1"), ("differentiateMultirowTableHeaders", "1"),
        )
    )  # fmt: skip
    mapping = " ".join(
        f'w:{key}="{value}"'
        for key, value in {
            "bg1": "light1", "t1": "dark1", "bg2": "light2", "t2": "dark2", "accent1": "accent1", "accent2": "accent2",
            "accent3": "accent3", "accent4": "accent4", "accent5": "accent5", "accent6": "accent6",
            "hyperlink": "hyperlink", "followedHyperlink": "followedHyperlink",
        }.items()
    )  # fmt: skip
    return (
        f'{HEAD}<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:bordersDoNotSurroundHeader/><w:bordersDoNotSurroundFooter/>'
        '<w:defaultTabStop w:val="840"/><w:drawingGridVerticalSpacing w:val="360"/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/>'
        '<w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/><w:ulTrailSpace/>'
        f'<w:doNotExpandShiftReturn/><w:adjustLineHeightInTable/><w:useFELayout/>{compat}</w:compat>'
        f'<w:themeFontLang w:val="en-US" w:eastAsia="ja-JP"/><w:clrSchemeMapping {mapping}/>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )  # fmt: skip


def document() -> str:
    """document.xml: a specimen of every paragraph style, so that staff see what they change."""
    specimens = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{key}"/></w:pPr><w:r><w:t>{escape(text)}</w:t></w:r></w:p>'
        for key, text in (
            ("Title", "計画の題名"), ("Subtitle", "副題"), ("CoverMark", "（素案）"), ("CoverDate", "日付"), ("CoverOwner", "団体名"),
            ("CoverNote", "表紙の注記"),
            ("ContentsHead", "目次の見出し"), ("Heading1", "章の見出し"), ("Heading2", "節の見出し"), ("Heading3", "項の見出し"),
            ("Label", "項目見出し"), ("BodyJa", "本文の段落です。ここのスタイルを変えると、素案の書式が変わります。文章は使われません。"),
            ("ListBullet", "箇条書"), ("Todo", "要確認の段落"), ("TodoMarked", "【要確認】要確認の段落（文中に印）"), ("Note", "注記"),
            ("Caption", "表の題名"), ("Cell", "表の本文"), ("CellHead", "表の見出し"), ("CellFigure", "1,234"), ("CellMark", "○"),
            ("CellTodo", "表の要確認"),
            ("CellSchedule", "●"), ("Appendix1", "資料編"), ("Appendix2", "資料の見出し"), ("Appendix3", "資料の項の見出し"),
        )
    )  # fmt: skip
    page = (
        '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1588" w:right="1417" w:bottom="1417" w:left="1417" w:header="794" w:footer="680" w:gutter="0"/>'
        '<w:cols w:space="425"/><w:docGrid w:linePitch="360"/></w:sectPr>'
    )
    return f'{HEAD}<w:document xmlns:w="{W}"><w:body>{specimens}{page}</w:body></w:document>'


def parts() -> dict[str, str]:
    """Every part of the file."""
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    kinds = {
        "word/document.xml": f"{word}.document.main+xml", "word/styles.xml": f"{word}.styles+xml",
        "word/numbering.xml": f"{word}.numbering+xml", "word/settings.xml": f"{word}.settings+xml",
        "word/fontTable.xml": f"{word}.fontTable+xml",
        "word/theme/theme1.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
    }  # fmt: skip
    types = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in kinds.items())
    links = "".join(
        f'<Relationship Id="rId{at}" Type="{R}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(
            (("styles", "styles.xml"), ("numbering", "numbering.xml"), ("settings", "settings.xml"),
             ("fontTable", "fontTable.xml"), ("theme", "theme/theme1.xml")), 1)
    )  # fmt: skip
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    return {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{types}</Types>',
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{relations}"><Relationship Id="rId1" Type="{R}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'{HEAD}<Relationships xmlns="{relations}">{links}</Relationships>',
        "word/document.xml": document(), "word/styles.xml": styles(), "word/numbering.xml": numbering(),
        "word/settings.xml": settings(), "word/fontTable.xml": font_table(), "word/theme/theme1.xml": theme(),
    }  # fmt: skip


def make(path: Path) -> None:
    """Write reference.docx; equal script, equal bytes."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in parts().items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, text.encode())


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).with_name("reference.docx"))

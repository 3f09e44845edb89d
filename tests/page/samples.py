"""Pages for `make page`: one of each kind that may look or read differently, written to the folder that is named."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import templates
from exporters import export
from summarizer import Length, Options, read, summarize
from summarizer.document import Aside, Block, Document, Heading, ListItem, Paragraph, Source
from summarizer.summary import Summary
from templates import Image, Logo, Template

ROOT = Path(__file__).parent.parent.parent
BRIEFING = templates.load("briefing")

ARABIC = (
    "وافق مجلس المدينة يوم الثلاثاء على خطة لإعادة فتح النهر الذي يجري تحت وسط المدينة منذ عام 1958. "
    "وقال المهندسون إن النهر المفتوح سيخفف الفيضانات ويبرد الشوارع في الصيف.",
    "وحذر أصحاب المتاجر من أن سنوات من أعمال البناء قد تبعد الزبائن عن البلدة القديمة. "
    "وتبلغ كلفة المشروع 86 مليونا، يدفع الصندوق الوطني نصفها.",
    "وافق مجلس المدينة على خطة لإعادة فتح النهر الذي يجري تحت وسط المدينة منذ عام 1958.",
    "وقد نُشر التقرير (Ondel Report 2027) على موقع المدينة.",
)
JAPANESE = (
    "市議会は火曜日、1958年から市の中心部の地下を流れる川を再び地上に戻す計画を承認した。"
    "技術者によると、川は洪水を減らし、夏の街路を冷やすという。",
    "商店主らは、何年も続く工事で旧市街から客が離れると警告している。事業費は八千六百万で、半分は国の基金が支払う。",
    "市議会は、市の中心部の地下を流れる川を地上に戻す計画を承認した。",
)
CZECH = (
    "Městská rada v úterý schválila plán na odkrytí řeky, která od roku 1958 teče pod středem města. "
    "Inženýři tvrdí, že řeka zmírní povodně a v létě ochladí ulice.",
    "Obchodníci varují, že roky stavebních prací by mohly zákazníky z historického centra odradit.",
    "Městská rada schválila plán na odkrytí řeky, která teče pod středem města.",
)
FERRY: tuple[Block, ...] = (
    Paragraph("The island council will replace the diesel ferry with an electric one in spring 2027."),
    Heading("What changes for passengers"),
    ListItem("The council will replace the diesel ferry with an electric one."),
    ListItem("Crossings take as long as before.", 1),
    ListItem("On Sundays there is one crossing more, as residents had asked.", 2),
    ListItem("The new ferry will cut fuel costs by 40 percent."),
    Aside("Crossing | Diesel | Electric / Morning | 42 | 25 / Evening | 40 | 24", "table"),
    Aside("def cost(hours):\n    return 25 * hours", "code"),
    Aside("The harbour in winter, with the old ferry.", "caption"),
    Heading("What critics say", 3),
    Paragraph(
        "Officials say the new ferry will cut fuel costs by 40 percent. Critics doubt that the harbour has power."
    ),
    Paragraph("A word as long as this, https://ferry.example/" + "timetable" * 20 + ", must not widen the page."),
)


def document(*blocks: Block | str, title: str | None, language: str = "en", name: str = "sample.txt") -> Document:
    """A document of *blocks*; texts are paragraphs."""
    made = tuple(Paragraph(block) if isinstance(block, str) else block for block in blocks)
    return Document(Source(name, "text/plain", "0" * 64, 100, date="2026-11-18"), title, language, made)


def pages() -> Iterator[tuple[str, Summary, Template]]:
    """A name, a summary and a template for each page."""
    article = read(ROOT / "examples" / "article.txt")
    ferry = document(*FERRY, title="An electric ferry for the island", name="ferry.txt")
    yield "article", summarize(article), BRIEFING
    yield "sources", summarize([article, ferry], Options(bullets=Length(12))), BRIEFING
    yield "ferry", summarize(ferry), replace(BRIEFING, marking="TLP:AMBER+STRICT", logo=LOGO)
    yield "long", summarize(_long(article)), BRIEFING
    yield "arabic", summarize(document(*ARABIC, title="النهر يعود إلى المدينة", language="ar")), BRIEFING
    yield "japanese", summarize(document(*JAPANESE, title="川が街に戻る", language="ja")), BRIEFING
    yield "czech", summarize(document(*CZECH, title=None, language="cs")), BRIEFING
    yield "bullets", summarize(article), replace(BRIEFING, views=("bullets",))
    yield "short", summarize(article), replace(BRIEFING, views=("short",))
    yield (
        "whole",
        summarize(document("The bakery opens at four. Fishermen buy their bread early.", title=None)),
        BRIEFING,
    )
    for name in ("handout", "large", "plain"):
        yield name, summarize(article), templates.load(name)
    yield "accent", summarize(article), replace(BRIEFING, colors=replace(BRIEFING.colors, accent="#7A1F3D"))
    yield "empty", Summary((ferry,), None, "en", "centroid", (), (), (), ()), BRIEFING


def _long(article: Document) -> Document:
    """The *article* eighty times, each time with other numbers, so that it repeats itself only in part."""
    blocks: list[Block] = []
    for number in range(80):
        blocks.append(Heading(f"Part {number + 1}", 1))
        blocks += [
            replace(block, text=block.text.replace("1958", str(1958 + number)).replace("86", str(86 + number)))
            for block in article.blocks
        ]
    return replace(article, blocks=tuple(blocks))


# A square of one colour, the smallest picture that shows where a logo stands.
_PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415478da63e0f6cf0100012f00"
    "c7c34c8f030000000049454e44ae426082"
)
LOGO = Logo(Image(_PNG, "PNG", 1, 1), "City of Velmar", 12)


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for page, summary, template in pages():
        export(summary, folder / f"{page}.html", template=template, replace=True)

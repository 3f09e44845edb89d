"""Powers, indices, fractions and roots stay what they are in a line of text, whatever the format."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from summarizer.options import Limits
from summarizer.readers import docx, html, odt
from tests.growth import grows_in_proportion
from tests.packages import open_document, packed, paragraph, word

LIMITS = Limits()
SPACE = "http://www.w3.org/1998/Math/MathML"


def in_page(inner: str) -> str:
    page = f"<p>It is <math>{inner}</math>, says the law of nature.</p>"
    (block,) = html.read(page.encode(), name="a.html", encoding=None, limits=LIMITS).blocks
    return block.text.removeprefix("It is ").removesuffix(", says the law of nature.")


def in_word(inner: str) -> str:
    (block,) = docx.read(
        word(paragraph("It is ", f"<m:oMath>{inner}</m:oMath>", ".")), name="a.docx", encoding=None, limits=LIMITS
    ).blocks
    return block.text.removeprefix("It is ").removesuffix(".")


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ("<msup><mi>x</mi><mn>2</mn></msup>", "x²"),
        ("<msup>\n <mi>x</mi>\n <mn>2</mn>\n</msup>\n", "x²"),
        ("<msup><mi>x</mi><mi>k</mi></msup>", "x^k"),
        ("<msup><mi>x</mi><mrow><mi>k</mi><mo>+</mo><mn>1</mn></mrow></msup>", "x^(k+1)"),
        ("<msup><mn>2</mn><mrow><mn>10</mn><mi>k</mi></mrow></msup>", "2^(10k)"),
        ("<msup><mi>e</mi><mrow><mi>i</mi><mi>π</mi></mrow></msup>", "e^(iπ)"),
        ("<mfrac><mi>x</mi><mrow><mn>2</mn><mi>a</mi></mrow></mfrac>", "x/(2a)"),
        ("<msup><mi>f</mi><mo>′</mo></msup>", "f′"),
        ("<msup><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mn>2</mn></msup>", "(a+b)²"),
        ("<msup><mrow><mo>(</mo><mi>a</mi><mo>+</mo><mi>b</mi><mo>)</mo></mrow><mn>2</mn></msup>", "(a+b)²"),
        ("<msub><mi>x</mi><mn>1</mn></msub>", "x₁"),
        ("<msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup>", "x_i²"),
        ("<mfrac><mn>1</mn><mn>2</mn></mfrac>", "1/2"),
        ("<mfrac><mn>1.5</mn><mi>x</mi></mfrac>", "1.5/x"),
        ("<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mi>c</mi></mfrac>", "(a+b)/c"),
        ("<mn>3</mn> <mfrac><mn>1</mn><mn>2</mn></mfrac> <mi>v</mi>", "3(1/2)v"),
        ("<msup><mfrac><mi>a</mi><mi>b</mi></mfrac><mn>2</mn></msup>", "(a/b)²"),
        ("<msqrt><mi>x</mi><mo>+</mo><mn>1</mn></msqrt>", "√(x+1)"),
        ("<mroot><mi>x</mi><mn>3</mn></mroot>", "³√x"),
        ("<mi>sin</mi><mo>&#x2061;</mo><mi>x</mi>", "sin x"),
        ("<mtext>x if it is</mtext><mo>&lt;</mo><mn>1</mn>", "x if it is<1"),
        ("<semantics><mi>x</mi><annotation>\\alpha</annotation></semantics>", "x"),
        ("<mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>0</mn></mtd></mtr></mtable>", "1 0"),
        ("<mi>f</mi><mfenced><mi>a</mi><mi>b</mi></mfenced>", "f(a,b)"),
        (
            "<mfenced open='[' close=']' separators=' ; | '><mi>a</mi><mi>b</mi><mi>c</mi><mi>d</mi></mfenced>",
            "[a;b|c|d]",
        ),
        ("<mfenced separators=''><mi>a</mi><mi>b</mi></mfenced>", "(ab)"),
        ("<msup><mfenced><mi>a</mi><mi>b</mi></mfenced><mn>2</mn></msup>", "(a,b)²"),
        ("<mmultiscripts><mi>U</mi><mprescripts/><mn>92</mn><mn>238</mn></mmultiscripts>", "₉₂²³⁸U"),
        ("<mmultiscripts><mi>X</mi><mn>1</mn><mn>2</mn><mprescripts/><none/><mn>3</mn></mmultiscripts>", "³X₁²"),
        ("<mmultiscripts><mi>R</mi><mi>i</mi><none/><none/><mi>j</mi></mmultiscripts>", "R_i^j"),
        ("<mrow>" * 200 + "<mi>x</mi>" + "</mrow>" * 200, "x"),
    ],
)
def test_mathml(inner: str, expected: str) -> None:
    assert in_page(inner) == expected


def test_a_formula_that_does_not_end() -> None:
    page = b"<p>It is <math><msup><mi>x</mi><mn>2</mn></p><p>It rained all day.</p>"
    blocks = html.read(page, name="a.html", encoding=None, limits=LIMITS).blocks
    assert [block.text for block in blocks] == ["It is x²", "It rained all day."]


def test_a_formula_that_is_hidden_behind_its_picture() -> None:
    page = (
        '<p>Energy is <span class="mwe-math-mathml-inline" style="display: none"><math><mi>E</mi></math></span>'
        '<img class="mwe-math-fallback-image-inline" alt="{\\displaystyle E = m c}">, he said.</p>'
    )
    blocks = html.read(page.encode(), name="a.html", encoding=None, limits=LIMITS).blocks
    assert [block.text for block in blocks] == ["Energy is E, he said."]


def r(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        (r("x"), "x"),
        (f"<m:sSup><m:e>{r('x')}</m:e><m:sup>{r('2')}</m:sup></m:sSup>", "x²"),
        (f"<m:sSup><m:e>{r('a+b')}</m:e><m:sup>{r('k')}</m:sup></m:sSup>", "(a+b)^k"),
        (f"<m:sSub><m:e>{r('x')}</m:e><m:sub>{r('1')}</m:sub></m:sSub>", "x₁"),
        (f"<m:f><m:num>{r('a+b')}</m:num><m:den>{r('2')}</m:den></m:f>{r('v')}", "((a+b)/2)v"),
        (f"<m:rad><m:deg>{r('3')}</m:deg><m:e>{r('x')}</m:e></m:rad>", "³√x"),
        (f"{r('f')}<m:d><m:e>{r('x')}</m:e></m:d>", "f(x)"),
        (f"{r('f')}<m:d><m:e>{r('x')}</m:e><m:e>{r('y')}</m:e></m:d>", "f(x|y)"),
        (
            f'<m:d><m:dPr><m:sepChr m:val=","/></m:dPr><m:e>{r("x")}</m:e><m:e>{r("y")}</m:e><m:e>{r("z")}</m:e></m:d>',
            "(x,y,z)",
        ),
        (f"<m:sPre><m:sub>{r('92')}</m:sub><m:sup>{r('238')}</m:sup><m:e>{r('U')}</m:e></m:sPre>", "₉₂²³⁸U"),
        (f'<m:d><m:dPr><m:begChr m:val="["/><m:endChr m:val="]"/></m:dPr><m:e>{r("x")}</m:e></m:d>', "[x]"),
        (f'<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub>{r("0")}</m:sub><m:e>{r("x")}</m:e></m:nary>', "∑₀x"),
        (f"<m:nary><m:sub>{r('0')}</m:sub><m:sup>{r('1')}</m:sup><m:e>{r('x')}</m:e></m:nary>", "∫₀¹x"),
        (f"<m:func><m:fName>{r('sin')}</m:fName><m:e>{r('x')}</m:e></m:func>", "sin x"),
    ],
)
def test_formulas_of_word(inner: str, expected: str) -> None:
    assert in_word(inner) == expected


FORMULA = f'<math xmlns="{SPACE}"><msup><mi>x</mi><mn>2</mn></msup><annotation>x sup 2</annotation></math>'
TEXT = '<text:p>It is <draw:frame><draw:object xlink:href="./Object 1"/></draw:frame>, he said.</text:p>'
LINKED = TEXT.replace("<draw:object", '<draw:object xmlns:xlink="http://www.w3.org/1999/xlink"')


def in_open_document(part: str) -> list[str]:
    with zipfile.ZipFile(BytesIO(open_document(LINKED))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    data = packed({**parts, "Object 1/content.xml": part})
    return [block.text for block in odt.read(data, name="a.odt", encoding=None, limits=LIMITS).blocks]


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        (FORMULA, "It is x², he said."),
        (FORMULA.replace("<annotation>", "<annotation><b><b><b><b><"), "It is x², he said."),  # damaged
        ("<sheet>It is a table.</sheet>", "It is , he said."),
    ],
)
def test_formulas_in_parts_of_an_open_document(part: str, expected: str) -> None:
    assert in_open_document(part) == [expected]


def test_a_formula_in_the_line_of_an_open_document() -> None:
    body = f"<text:p>It is <draw:object>{FORMULA}</draw:object>, he said.</text:p>"
    blocks = odt.read(open_document(body), name="a.odt", encoding=None, limits=LIMITS).blocks
    assert [block.text for block in blocks] == ["It is x², he said."]


def test_work_grows_in_proportion() -> None:
    def read(count: int) -> None:
        page = "<p>It is <math>" + "<msup><mi>x</mi>" * count + "<mi>" + "x+" * 10 * count + "</mi></math>.</p>"
        html.read(page.encode(), name="a.html", encoding=None, limits=LIMITS)

    assert grows_in_proportion(read, 5000)

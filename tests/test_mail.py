"""E-mail, also saved as text, and tables whose columns are set by spaces."""

from __future__ import annotations

import pytest

from summarizer.document import Aside, Block, Document, Heading, ListItem, Paragraph
from summarizer.errors import LimitError
from summarizer.options import Limits
from summarizer.readers import eml, read
from summarizer.structure import Content
from tests.growth import grows_in_proportion

HEAD = """From: Ann Lee <ann@example.org>
To: The committee
Subject: Re: The harbour
 wall
Date: Tue, 3 Mar 2026 09:12:00 +0000

"""
FIRST, SECOND = "The council approved the plan last night.", "The pumps come a year later than the wall."
TABLE = """\
Item            Cost    Year
----------------------------
Wall           1,200    2026
Pumps            300    2027
"""


def document(text: str) -> Document:
    return read(text.encode(), format="txt")


def blocks(text: str) -> tuple[Block, ...]:
    return document(text).blocks


def test_the_head_of_an_e_mail_says_who_wrote_what_when() -> None:
    found = document(f"{HEAD}{FIRST}\n\n{SECOND}\n")
    assert (found.title, found.source.author, found.source.date) == ("The harbour wall", "Ann Lee", "2026-03-03")
    assert found.blocks == (Paragraph(FIRST), Paragraph(SECOND))


HEADS = {
    "de": "Von: Ann Lee <a@x.example>\nGesendet: Montag, 3. März 2025 09:12\nAn: Bob\nBetreff: AW: Der Hafen",
    "fr": "De : Ann Lee <a@x.example>\nEnvoyé : lundi 3 mars 2025 09:12\nÀ : Bob\nObjet : TR : Der Hafen",
    "es": "De: Ann Lee <a@x.example>\nEnviado el: lunes, 3 de marzo de 2025\nPara: Bob\nAsunto: RV: Der Hafen",
    "it": "Da: Ann Lee <a@x.example>\nInviato: lunedì 3 marzo 2025 09:12\nA: Bob\nOggetto: R: Der Hafen",
    "pt": "De: Ann Lee <a@x.example>\nEnviada em: 3 de março de 2025\nPara: Bob\nAssunto: ENC: Der Hafen",
    "nl": "Van: Ann Lee <a@x.example>\nVerzonden: maandag 3 maart 2025\nAan: Bob\nOnderwerp: Der Hafen",
    "stars": "*Von:* Ann Lee <a@x.example>\n*Gesendet:* Montag, 3. März 2025\n*Betreff:* Re: WG: Der Hafen",
}


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
def test_a_head_in_another_language(head: str) -> None:
    for text in (f"{head}\n\n{FIRST}\n\n{SECOND}\n", f"{head}\n\n{FIRST}\n\n{SECOND}\n".replace("\n", "\r\n")):
        found = document(text)
        assert (found.title, found.source.author) == ("Der Hafen", "Ann Lee")
        assert "2025" in (found.source.date or "")
        assert found.blocks == (Paragraph(FIRST), Paragraph(SECOND))


@pytest.mark.parametrize("rule", ["", f"{'_' * 32}\n"])
@pytest.mark.parametrize("subject", ["Re: Rain", "Fwd: Rain", "Rain"])
@pytest.mark.parametrize("head", [*HEADS.values(), "From: Ann\nSent: Monday\nTo: Bob\nSubject: Rain"])
def test_a_head_without_a_line_above_it_begins_what_is_answered_or_sent_on(head: str, subject: str, rule: str) -> None:
    below = f"{rule}{head}\n\n{SECOND}\n"
    found = document(f"From: Bob\nSubject: {subject}\n\n{FIRST}\n\n{below}")
    said = [FIRST, SECOND] if subject.startswith("Fwd") else [FIRST]
    assert [block.text for block in found.paragraphs] == said
    assert [block.text for block in document(f"From: Bob\nSubject: {subject}\n\n{below}").paragraphs] == [SECOND]


def test_some_lines_of_a_head_are_none() -> None:
    found = blocks(f"{HEAD}{FIRST}\n\nFrom: Rome\nTo: Milan\nPrice: 30 euros.\n\n{SECOND}")
    assert not any(isinstance(block, Aside) for block in found)
    assert found[-1] == Paragraph(SECOND)


def test_an_e_mail_that_is_set_in_is_one() -> None:
    text = f"{HEAD}{FIRST}\n\nOn Monday Bob wrote:\n> When will they decide?\n\n{SECOND}"
    found = document("\n".join(f"> {line}".rstrip() for line in text.split("\n")))
    assert (found.title, found.source.author) == ("The harbour wall", "Ann Lee")
    assert found.blocks == document(text).blocks


@pytest.mark.parametrize(
    "quoted",
    [
        f"On Tue, 2 Mar 2026 at 09:12, Bo Lund wrote:\n> {SECOND}\n>\n> Bo\n",
        "-----Original Message-----\nFrom: Bo Lund\nSent: 2 March 2026\n\nHow high is it?\n\n-- \nBo Lund\n",
        f"> {SECOND}\n" * 20,
    ],
)
def test_a_signature_ends_where_a_quoted_mail_begins(quoted: str) -> None:
    found = blocks(f"{HEAD}{FIRST}\n\nBest,\nAnn\n\n-- \nAnn Lee | The harbour\nThis is confidential.\n\n{quoted}")
    assert [block.text for block in found if not isinstance(block, Aside)] == [FIRST]
    assert Aside("Ann Lee | The harbour This is confidential.", "note") in found


def test_what_is_quoted_is_an_aside_and_so_is_the_signature() -> None:
    quoted = "On Mon, 2 Mar 2026, Bob wrote:\n> What did they decide?\n> I was away.\n\n"
    found = blocks(f"{HEAD}{FIRST}\n\n{quoted}{SECOND}\n\n-- \nAnn Lee\nHarbour office\n")
    assert found == (
        Paragraph(FIRST),
        Aside("On Mon, 2 Mar 2026, Bob wrote: What did they decide? I was away.", "note"),
        Paragraph(SECOND),
        Aside("Ann Lee Harbour office", "note"),
    )


def test_an_e_mail_that_is_all_quoted_is_read() -> None:
    assert blocks(f"{HEAD}> {FIRST}\n> {SECOND}\n") == (Paragraph(FIRST), Paragraph(SECOND))


@pytest.mark.parametrize(
    "text",
    [
        f"Subject: the harbour\n\n{FIRST}",
        f"From: the council\n{FIRST}\n\n{SECOND}",
        f"{FIRST}\n\nFrom: Ann\nSubject: b\n\n{SECOND}",
    ],
)
def test_what_is_no_e_mail_keeps_its_lines(text: str) -> None:
    found = document(text)
    assert found.source.author is None
    assert FIRST in " ".join(block.text for block in found.blocks)


def test_columns_set_by_spaces_are_a_table() -> None:
    table = Aside("Item | Cost | Year / Wall | 1,200 | 2026 / Pumps | 300 | 2027", "table")
    assert blocks(f"{FIRST}\n\n{TABLE}\n{SECOND}\n") == (Paragraph(FIRST), table, Paragraph(SECOND))
    tabbed = "Item\tCost\nWall\t1,200\nPumps\t300\n"
    assert blocks(f"{FIRST}\n\n{tabbed}\n{SECOND}\n")[1] == Aside("Item | Cost / Wall | 1,200 / Pumps | 300", "table")


@pytest.mark.parametrize(
    "text",
    [
        "It rained all day.  The river rose.  It fell\nin the night.  People came out and saw.  Then\n"
        "they went to bed.  Nobody slept.  It was late",
        "The council approved the harbour    Meanwhile the festival drew large\n"
        "plan after a long debate which      crowds to the old market square,\n"
        "lasted until midnight that day.     all through the warm summer days.\n",
        "Wall           1,200    2026\nPumps            300    2027\n",
    ],
)
def test_what_is_no_table_stays_text(text: str) -> None:
    assert not any(isinstance(block, Aside) for block in blocks(f"{FIRST}\n\n{text}\n\n{SECOND}"))
    assert any(isinstance(block, Paragraph | ListItem) for block in blocks(text))


@pytest.mark.parametrize("line", ["a  b\n", "a\t\t", "-- \n", "> a\n", "a: b\n", "On a wrote: ", "a  "])
def test_time_grows_with_the_length(line: str) -> None:
    assert grows_in_proportion(lambda length: document(f"{HEAD}a\n{line * (length // len(line))}b"), 200_000)


SENT_ON = "From: Bob Ray <bob@example.org>\nDate: Mon, 2 Mar 2026 at 17:40\nSubject: Harbour\nTo: Ann <ann@example.org>"
MARKS = {
    "gmail": f"---------- Forwarded message ---------\n{SENT_ON}\n\n\n",
    "thunderbird": f"-------- Weitergeleitete Nachricht --------\n{SENT_ON}\n\n",
    "apple": f"Begin forwarded message:\n\n{SENT_ON}\n\n",
    "in stars": f"---------- Forwarded message ---------\n{SENT_ON.replace('From:', '*From:*')}\n\n",
    "French": f"---------- Message transféré ---------\n{SENT_ON.replace('From:', 'De :').replace('To:', 'À :')}\n\n",
}


@pytest.mark.parametrize("is_set_in", [False, True])
@pytest.mark.parametrize("mark", MARKS.values(), ids=MARKS)
def test_an_e_mail_that_is_sent_on_is_text(mark: str, is_set_in: bool) -> None:
    first, _, rest = f"{mark}{SECOND}\n\n{FIRST}".partition("\n")
    rest = "\n".join(f"> {line}".rstrip() for line in rest.split("\n")) if is_set_in else rest
    found = document(f"{HEAD}Dear all,\n\n{FIRST}\n\n{first}\n{rest}\n")
    assert [block.text for block in found.paragraphs] == [FIRST, SECOND, FIRST]
    assert [isinstance(block, Aside) for block in found.blocks] == [True, False, True, False, False]
    assert "Bob Ray" in found.blocks[2].text
    assert found.warnings == ()


def test_what_only_speaks_of_sending_on_is_text() -> None:
    found = blocks(f"{HEAD}{FIRST}\n\nBegin forwarded message:\n\n{SECOND}\n")
    assert SECOND in " ".join(block.text for block in found if not isinstance(block, Aside))


# -- as programs save it --

MIME = "From: =?iso-8859-1?q?J=F6rg?= <j@example.org>\nSubject: {}\nMIME-Version: 1.0\n"
PAGE = f"Content-Type: text/html\n\n<h1>Rain</h1><p>{FIRST}</p><p>{SECOND}</p>"


def message(text: str, subject: str = "Rain") -> Content:
    return eml.read((MIME.format(subject) + text).encode("latin-1"), name="a.eml", encoding=None, limits=Limits())


def stated(content: Content) -> str:
    return " ".join(" ".join(block.text for block in content.blocks if not isinstance(block, Aside)).split())


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("=?utf-8?B?RGVyIEhhZmVu?=", "Der Hafen"),
        ("Re: =?utf-8?q?The_caf=C3=A9?=\n =?utf-8?q?_and_the?= wall", "The café and the wall"),
        ("=?utf-8?b?z?=", "=?utf-8?b?z?="),
        ("=?no-such?q?Rain?=", "Rain"),
        ("Rain", "Rain"),
    ],
)
def test_encoded_words_of_a_head(subject: str, title: str) -> None:
    found = message(f"\n{FIRST}", subject)
    assert (found.title, found.author) == (title, "Jörg")


@pytest.mark.parametrize(
    "text",
    [
        f"Content-Transfer-Encoding: quoted-printable\n\n{FIRST[:20]}=\n{FIRST[20:]} =\n=41 caf=C3=A9.",
        "Content-Transfer-Encoding: base64\n\nVGhlIGNvdW5jaWwgYXBwcm92ZWQgdGhlIHBsYW4gbGFz\ndCBuaWdodC4gQSBjYWbDqS4=\n",
        f"Content-Type: text/plain; charset=iso-8859-1\n\n{FIRST} A caf\xe9.",
        f"Content-Type: text/plain; charset=no-such\n\n{FIRST} A caf\xc3\xa9.",
    ],
)
def test_encodings_of_a_body(text: str) -> None:
    found = message(text)
    assert (stated(found), found.warnings) == (f"{FIRST} A café.", ())


def test_a_message_that_is_a_page() -> None:
    found = message(PAGE, "The wall")
    assert (found.blocks, found.title) == ((Heading("Rain"), Paragraph(FIRST), Paragraph(SECOND)), "The wall")
    parts = f"Content-Type: multipart/alternative; boundary=x\n\n--x\n\n{{}}\n--x\n{PAGE}\n--x--"
    assert message(parts.format("See the page.")).blocks == found.blocks
    assert stated(message(parts.format(f"{SECOND} " * 9))) == " ".join([SECOND] * 9)


def test_a_page_that_a_browser_has_saved_says_itself_what_it_is() -> None:
    head = "From: <Saved by Blink>\nSubject: The wall | The Post\nMIME-Version: 1.0\n"
    page = "<title>The wall | The Post</title><meta name=author content=Ada><h1>The wall</h1>"
    saved = f"{head}Content-Type: text/html\n\n{page}<p>{FIRST}</p><p>{SECOND}</p>"
    found = read(saved.encode(), name="a.mhtml")
    assert (found.title, found.source.author, found.source.date) == ("The wall", "Ada", None)


def test_attachments_are_not_read_but_counted() -> None:
    attached = "--x\nContent-Type: text/plain\nContent-Disposition: attachment; filename=a.txt\n\nNot this.\n"
    found = message(f"Content-Type: multipart/mixed; boundary=x\n\n--x\n\n{FIRST}\n{attached}{attached}--x--")
    assert (stated(found), found.warnings) == (FIRST, ("has 2 attachments, which are not read",))
    cut_off = message(f"Content-Type: multipart/mixed; boundary=x\n\n--x\n\n{FIRST}")
    assert cut_off.warnings == ("is a damaged e-mail, read as far as it goes",)


def test_too_many_parts() -> None:
    with pytest.raises(LimitError, match="save the messages in it one by one"):
        message("Content-Type: multipart/mixed; boundary=x\n\n" + "--x\n\na\n" * 1000)
    with pytest.raises(LimitError, match="is nested too deeply"):
        read((MIME.format("a") + "Content-Type: message/rfc822\n\n" * 9_000).encode(), format="eml")


@pytest.mark.parametrize(
    ("greeting", "ending"),
    [
        ("Hi all,", "Best regards,\nAnn Lee"),
        ("Liebe Kolleginnen und Kollegen!\n", "Mit freundlichen Grüßen\nJürgen\n\nHafenamt"),
        ("Bonjour à tous,", "Cordialement\nAnne"),
        ("", "Thanks!"),
    ],
)
def test_greetings_and_endings_are_asides(greeting: str, ending: str) -> None:
    found = blocks(f"{HEAD}{greeting}\n{FIRST}\n\n{SECOND}\n\n{ending}\n")
    assert [block for block in found if isinstance(block, Paragraph)] == [Paragraph(FIRST), Paragraph(SECOND)]
    assert [block.text for block in found if isinstance(block, Aside)] == [
        " ".join(text.split()) for text in (greeting, ending) if text
    ]


def test_what_is_no_greeting_and_no_ending_stays() -> None:
    short = "All of the boats,\nthe nets and the pumps were lost in the storm."
    assert not any(isinstance(block, Aside) for block in blocks(f"{HEAD}{FIRST}\n\n{SECOND}\n\n{short}"))
    assert not any(isinstance(block, Aside) for block in blocks(f"Hi all,\n\n{FIRST}\n\nBest regards,\nAnn"))


def test_an_author_with_many_brackets() -> None:
    assert read(f"From: {'(' * 5000}\nSubject: a\n\n{FIRST}".encode(), format="txt").source.author is None


@pytest.mark.parametrize(
    ("quoted", "notes"),
    [
        ("On 3/3/25 9:00 AM, Peter Long wrote:\n> When?", ["On 3/3/25 9:00 AM, Peter Long wrote: When?"]),
        ("Am 3.3.2025 um 09:00 schrieb Peter Long:\n> Wann?", ["Am 3.3.2025 um 09:00 schrieb Peter Long: Wann?"]),
        (
            "-----Original Message-----\nFrom: Peter Long <pl@x.example>\nSubject: RE: dredging\n\nWhen is it?",
            ["-----Original Message----- From: Peter Long <pl@x.example> Subject: RE: dredging When is it?"],
        ),
    ],
)
def test_an_ending_stands_before_what_is_answered(quoted: str, notes: list[str]) -> None:
    body = f"The harbour is dredged in May.\n\nKind regards,\nAnn Lee\nHarbour Office\n\n{quoted}"
    found = read(f"From: Ann Lee <a@x.example>\nSubject: Dredging\n\n{body}".encode(), format="txt").blocks
    assert found[0] == Paragraph("The harbour is dredged in May.")
    assert [" ".join(block.text.split()) for block in found[1:]] == ["Kind regards, Ann Lee Harbour Office", *notes]
    assert all(isinstance(block, Aside) for block in found[1:])


@pytest.mark.parametrize(("subject", "is_sent_on"), [("FW: RE: Dredging", True), ("RE: FW: Dredging", False)])
def test_what_outlook_sends_on_is_text_but_not_what_that_answers(subject: str, *, is_sent_on: bool) -> None:
    line = "-----Original Message-----\nFrom: Peter Long\nSent: Monday, March 3, 2025 9:12 AM\n\n"
    body = f"See below.\n\n{line}The harbour is dredged in May.\n\n{line}When is it dredged?"
    found = read(f"From: Ann Lee <a@x.example>\nSubject: {subject}\n\n{body}".encode(), format="txt")
    said = ["See below.", *(["The harbour is dredged in May."] if is_sent_on else [])]
    assert [block.text for block in found.paragraphs] == said
    assert sum("When is it dredged?" in block.text for block in found.blocks if isinstance(block, Aside)) == 1


def test_what_is_sent_on_may_be_set_in_below_its_head() -> None:
    line = "-----Original Message-----\nFrom: Peter Long\nSent: Monday, March 3, 2025 9:12 AM\n\n"
    found = read(
        f"{HEAD}See below.\n\n{line}> The harbour is dredged in May.\n".replace("Subject: ", "Subject: Fwd: ").encode(),
        format="txt",
    )
    assert [block.text for block in found.paragraphs] == ["See below.", "The harbour is dredged in May."]


def test_a_mail_whose_parts_cannot_be_told_is_read_as_it_is() -> None:
    head = "From: Ann <a@x.example>\nSubject: Dredging\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=NO"
    found = read(f"{head}\n\n--OTHER\n\nThe harbour is dredged in May.\n".encode(), format="eml")
    assert any("The harbour is dredged in May." in block.text for block in found.paragraphs)
    assert "is a damaged e-mail, read as far as it goes" in found.warnings


def test_an_author_without_an_address() -> None:
    assert (
        read(b"From: Ann Lee\nSubject: Flood\n\nThe harbour is under water.", format="txt").source.author == "Ann Lee"
    )


# -- mailboxes --


def mailbox(*messages: str) -> Content:
    text = "\n".join(f"From ann@example.org Tue Mar  3 09:12:00 2026\n{message}" for message in messages)
    return eml.read(text.encode(), name="a.mbox", encoding=None, limits=Limits())


PARTS = f"Content-Type: multipart/mixed; boundary=x\n\n--x\n\n{FIRST}\n--x--\n"


def test_every_message_of_a_mailbox_is_read() -> None:
    first, second = MIME.format("Rain") + PARTS, f"From: b@example.org\nSubject: The wall\n\n{SECOND}\n"
    found = mailbox(first, second)
    assert found.blocks == (Heading("Rain"), Paragraph(FIRST), Heading("The wall"), Paragraph(SECOND))
    assert (found.title, found.author) == ("a.mbox", None)
    exchange = mailbox(first, second.replace("The wall", "Re: Rain"))
    assert (exchange.title, stated(exchange)) == ("Rain", f"{FIRST} {SECOND}")


def test_a_line_of_a_message_is_no_message() -> None:
    """What looked like one was set in when it was saved; what is set in more than once was so before."""
    found = mailbox(f"From: a@b\nSubject: a\n\n{FIRST}\n\n>From here on.\n>>From b.\n\nFrom now on it rains.\n")
    only = mailbox(f"From: a@b\nSubject: a\n\n{FIRST}\n\nFrom now on it rains.\n")
    assert stated(only) == f"{FIRST} From now on it rains."
    assert "From now on it rains." in stated(found)
    two = mailbox(f"From: a@b\nSubject: a\n\n{FIRST}\n>From here on, {SECOND}\n", PARTS)
    assert f"From here on, {SECOND}" in stated(two)


def test_a_mailbox_is_known_by_its_name_and_by_its_first_message() -> None:
    text = f"From a@b Tue Mar  3 09:12:00 2026\nFrom: a@b\nSubject: a\n\n{FIRST}\n"
    both = f"{text}\n{text.replace(FIRST, SECOND)}".encode()
    assert [block.text for block in read(both, name="a.mbox").paragraphs] == [FIRST, SECOND]
    mime = both.replace(b"Subject:", b"Content-Type: text/plain\nSubject:")
    assert [block.text for block in read(mime, name="a").paragraphs] == [FIRST, SECOND]


def test_a_mailbox_has_so_many_messages() -> None:
    with pytest.raises(LimitError, match="has more than 1,000 parts"):
        mailbox(*["From: a@b\n\na\n"] * 1001)


@pytest.mark.parametrize("line", ["Begin forwarded message:\n", "-" * 99 + "\n", "From a 1:00 a\n", "\n", ">From \n"])
def test_time_of_a_mailbox_grows_with_its_length(line: str) -> None:
    assert grows_in_proportion(lambda length: mailbox(f"From: a@b\n\n{line * (length // len(line))}"), 100_000)

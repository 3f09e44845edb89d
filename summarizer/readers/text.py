"""Plain text: bytes -> blocks that still hold every line break; `structure` finds what the lines are."""

from __future__ import annotations

import codecs
import re

from summarizer.errors import DataError, UsageError
from summarizer.options import Limits
from summarizer.readers.mail import content_of
from summarizer.structure import Content

# UTF-32 stands before UTF-16: its little-endian mark begins with that of UTF-16.
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 4096  # bytes that are looked at for the pattern of NULs in UTF-16

_CONTROLS = re.compile(rb"[\0-\x08\x0e-\x1a\x1c-\x1f]")  # which no text in single or double bytes has
# These two take some milliseconds to compile, so `re` does it when they are used.
_COMMON = "[\t\n\r -~\xa0-\u06ff\u0900-\u0e7f\u2010-\u2027\u3000-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff00-\uffef]"
_TELLING = "[\u3040-\u30ff\uac00-\ud7a3的一是不了在人有我他这這個中上大来來们們到说說国國和，。、]"
_COMMON_SHARE, _FEWEST = 0.97, 8  # of the characters, of which there are that many
_ALPHABET = 5  # rows of 256 characters: letters, signs, punctuation
_TELLING_SHARE = 0.05

# What files are found in, the commonest first: of two encodings that suit a text equally well, the first is taken.
_GUESSED = (
    "cp1252 cp1250 cp1251 cp1253 cp1254 cp1255 cp1256 koi8_r cp932 euc_jp gb18030 big5 cp949 cp874 cp1257 iso8859_2"
    " iso8859_5 cp866 mac_roman cp850"
).split()
_RARE = frozenset(_GUESSED[_GUESSED.index("cp1257") :])
_GUESSED_FROM = 100_000  # bytes, of lines that are not ASCII

# What pages that declare the first of each pair are written in (encoding.spec.whatwg.org, "Names and labels").
_SUPERSETS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
}

_SAVE_AS_UTF_8 = "name its encoding with --encoding, or save it as UTF-8"


def read(data: bytes, *, name: str, encoding: str | None, limits: Limits) -> Content:
    """The text in *data*, as one block; of an e-mail, as `mail.content_of` has it."""
    text, warnings = decode(data, name=name, encoding=encoding)
    return content_of(text, warnings)


def decode(
    data: bytes, *, name: str, encoding: str | None = None, declared: str | None = None
) -> tuple[str, tuple[str, ...]]:
    """The text that *data* encodes, and warnings of what was guessed or lost to get it.

    *encoding* is what the user says, and overrides. Else a byte order mark decides; then strict UTF-8 over all of
    *data*; then what the text has *declared* of itself, which may be any nonsense; then UTF-8 with a few bad bytes,
    the NULs of UTF-16, and the frequency of letters.

    Raises DataError about *name* where bytes do not fit the encoding, or where NULs show that they are no text;
    UsageError where Python knows no such *encoding*.
    """
    if encoding is not None:
        return _decoded(data, encoding, name, "name its right encoding with --encoding")
    for mark, codec in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], codec, name, "save it as UTF-8", is_sure=True)
    codec = _declared(declared)
    if b"\0" not in data and not (codec and data.isascii()):
        try:
            return data.decode("utf-8"), ()
        except UnicodeDecodeError:
            pass
    if codec:
        try:
            return _decoded(data, codec, name, "")
        except DataError:
            pass  # declared, but not true
    return _undeclared(data, name)


def _declared(label: str | None) -> str:
    """The codec that a text means which declares *label*; "" for none that says anything."""
    try:
        codec = codecs.lookup(label or "").name
        b"a".decode(codec)
    except (LookupError, ValueError):  # no codec, or none that has ASCII in it
        return ""
    return _SUPERSETS.get(codec, codec)


def _undeclared(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """The text of *data*, which is no strict UTF-8 and says nothing of its encoding that is true."""
    codec = ""
    if _CONTROLS.search(data):
        codec = _utf_16(data[:_SAMPLE])
        if not codec and b"\0" in data:
            raise DataError(name, "is binary, not text", "export it as text, or name its encoding with --encoding")
    if codec:
        text, warnings = _decoded(data, codec, name, _SAVE_AS_UTF_8)
        return text, (f"has no byte order mark; read as {_label(codec)}", *warnings)
    try:
        return paired(data.decode("utf-8", "surrogatepass")), ("is not quite UTF-8; read as CESU-8",)
    except UnicodeDecodeError as error:
        offset = error.start
    try:
        return _decoded(data, "utf-8", name, _SAVE_AS_UTF_8)
    except DataError:
        codec = _guessed(data)
    if not codec:
        problem = f"is not UTF-8 text, and its encoding cannot be told (first bad byte at offset {offset})"
        raise DataError(name, problem, _SAVE_AS_UTF_8)
    text, warnings = _decoded(data, codec, name, "name its encoding with --encoding")
    return text, (f"is not UTF-8; read as {_label(codec)}, which is a guess (--encoding names another)", *warnings)


def _utf_16(sample: bytes) -> str:
    """The byte order in which *sample* reads as UTF-16, or "".

    Of a mostly Latin text every other byte is NUL. Any other one has nearly all its characters in the common scripts:
    of an alphabet, from few rows of 256 and with spaces, else with the commonest signs of Chinese, Japanese or Korean.
    Other bytes may be so too, and these in the wrong order, but then from more rows.
    """
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if min(even, odd) * 20 <= len(sample) <= max(even, odd) * 3:
        return "utf-16-le" if odd > even else "utf-16-be"
    rows: dict[str, int] = {}
    for codec in ("utf-16-le", "utf-16-be"):
        text = sample[: len(sample) // 2 * 2].decode(codec, "replace")
        found = len({ord(character) >> 8 for character in text})
        reads = " " in text if found <= _ALPHABET else len(re.findall(_TELLING, text)) > _TELLING_SHARE * len(text)
        if reads and len(text) >= _FEWEST and len(re.findall(_COMMON, text)) > _COMMON_SHARE * len(text):
            rows[codec] = found
    return min(rows, key=lambda codec: rows[codec], default="")


def paired(text: str) -> str:
    """*text* with each pair of surrogates as the character that it stands for, and U+FFFD for those left single."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _guessed(data: bytes) -> str:
    """The codec that *data* is most likely written in, to go by the frequency of letters; "" where none is likely."""
    from charset_normalizer import from_bytes  # 40 ms: only for what is no UTF-8

    sample = bytearray()
    for line in data.splitlines(keepends=True):
        if len(sample) >= _GUESSED_FROM:
            break
        if not line.isascii():
            sample += line
    matches = list(from_bytes(bytes(sample), cp_isolation=_GUESSED))
    matches = [match for match in matches if match.chaos <= matches[0].chaos]
    matches = [match for match in matches if match.encoding not in _RARE] or matches  # a rare one must be far better
    coherence = max((match.coherence for match in matches), default=0.0)
    equal = [match for match in matches if match.coherence == coherence]
    likely = {codec for match in equal for codec in match.could_be_from_charset}
    return next((codec for codec in _GUESSED if codec in likely), "")


def _decoded(
    data: bytes, encoding: str, name: str, remedy: str, *, is_sure: bool = False
) -> tuple[str, tuple[str, ...]]:
    """The text of *data* in *encoding*, with U+FFFD for a few bad bytes, of which a warning tells.

    Few are those that stand against four times as many good characters outside ASCII, or a single one against any.
    Where the encoding *is_sure*, those in ASCII speak for it, too.
    """
    try:
        return data.decode(encoding), ()
    except LookupError:
        known = "use a name that Python knows, as in utf-8, latin-1 or cp1252"
        raise UsageError(f"encoding {encoding!r}", "is not known", known) from None
    except UnicodeDecodeError as error:
        at = f" (first bad byte at offset {error.start})"
    except ValueError:  # codecs such as idna and undefined tell no place
        raise DataError(name, f"is not {_label(encoding)} text", remedy) from None
    try:
        text = data.decode(encoding, "replace")
    except ValueError:  # nor can they go on
        text = ""
    bad = text.count("\ufffd")
    good = len(text) - bad - (0 if is_sure else len(text.encode("ascii", "ignore")))
    if not good or bad > max(1, good // 4):
        raise DataError(name, f"is not {_label(encoding)} text{at}", remedy)
    characters = "1 character that is" if bad == 1 else f"{bad:,} characters that are"
    return text, (f"has {characters} not {_label(encoding)}, shown as \ufffd",)


def _label(codec: str) -> str:
    return codec.upper().removesuffix("-LE").removesuffix("-BE") if codec.startswith("utf") else codec

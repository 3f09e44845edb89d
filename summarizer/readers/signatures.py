"""What bytes are by their first few: documents of other formats, and things that are no documents at all."""

from __future__ import annotations

import re
from dataclasses import dataclass

from summarizer.errors import ConspectusError, DataError, UnsupportedError

_OCR = "run text recognition on it first"
_UNPACK = "unpack it first"
_TRANSCRIPT = "give a transcript"
_EXPORT = "export it as text or Markdown"
_AS_WORD = "save it as .docx"


@dataclass(frozen=True, slots=True)
class Kind:
    """What a file is, beside plain text.

    *format* is the key of its reader, "" for what is no document; *is_text* tells that it could be read as plain
    text all the same, *is_locked* that nobody can read it as it is: *description* says why.
    """

    description: str
    format: str = ""
    remedy: str = "convert it to PDF, Word, HTML or text"
    is_text: bool = False
    is_locked: bool = False

    def refusal(self, subject: str) -> ConspectusError:
        """Why *subject*, which is of this kind, is not read."""
        if self.is_locked:
            return DataError(subject, f"is {self.description}", self.remedy)
        if self.format:
            return UnsupportedError(subject, f"is {self.description}, which cannot be read", self.remedy)
        return DataError(subject, f"is {self.description}, not a document", self.remedy)


HTML = Kind("an HTML page", "html", is_text=True)
_PDF = Kind("a PDF document", "pdf")
_WORD = Kind("a Word document", "docx")
_ODT = Kind("an OpenDocument text", "odt")
_EPUB = Kind("an EPUB book", "epub")
_MAIL = Kind("an e-mail", "eml", is_text=True)
SIGNED = frozenset(kind.format for kind in (_PDF, _WORD, _ODT, _EPUB))
"""The formats that no file has which does not begin as theirs do."""

_ENCRYPTED = Kind("encrypted and needs a password", remedy="save a copy without a password", is_locked=True)

_STARTS: tuple[tuple[bytes, Kind], ...] = (
    (b"%!PS", Kind("a PostScript document", "ps", "convert it to PDF, as with ps2pdf")),
    (b"{\\rtf", Kind("an RTF document", "rtf", _AS_WORD)),
    (b"\xffWPC", Kind("a WordPerfect document", "wpd", _AS_WORD)),
    (b"AT&TFORM", Kind("a DjVu document", "djvu", "convert it to PDF, and run text recognition on that")),
    (b"\x89PNG\r\n\x1a\n", Kind("a PNG picture", remedy=_OCR)),
    (b"\xff\xd8\xff", Kind("a JPEG picture", remedy=_OCR)),
    (b"GIF87a", Kind("a GIF picture", remedy=_OCR)),
    (b"GIF89a", Kind("a GIF picture", remedy=_OCR)),
    (b"II*\0", Kind("a TIFF picture", remedy=_OCR)),
    (b"MM\0*", Kind("a TIFF picture", remedy=_OCR)),
    (b"\x1f\x8b", Kind("a gzip archive", remedy=_UNPACK)),
    (b"BZh91AY&SY", Kind("a bzip2 archive", remedy=_UNPACK)),
    (b"\xfd7zXZ\0", Kind("an xz archive", remedy=_UNPACK)),
    (b"\x28\xb5\x2f\xfd", Kind("a Zstandard archive", remedy=_UNPACK)),
    (b"7z\xbc\xaf\x27\x1c", Kind("a 7-Zip archive", remedy=_UNPACK)),
    (b"Rar!\x1a\x07", Kind("a RAR archive", remedy=_UNPACK)),
    (b"\x7fELF", Kind("a program", remedy="give a text document")),
    (b"MZ\x90\0", Kind("a program", remedy="give a text document")),
    (b"\xca\xfe\xba\xbe", Kind("a program", remedy="give a text document")),
    (b"SQLite format 3\0", Kind("an SQLite database", remedy=_EXPORT)),
    (b"ID3\3", Kind("an MP3 recording", remedy=_TRANSCRIPT)),
    (b"ID3\4", Kind("an MP3 recording", remedy=_TRANSCRIPT)),
    (b"OggS", Kind("an Ogg recording", remedy=_TRANSCRIPT)),
    (b"fLaC", Kind("a FLAC recording", remedy=_TRANSCRIPT)),
    (b"\x1aE\xdf\xa3", Kind("a Matroska film", remedy=_TRANSCRIPT)),
)
_FIRSTS = frozenset(start[:1] for start, _ in _STARTS)
_RIFF = {
    b"WEBP": Kind("a WebP picture", remedy=_OCR),
    b"WAVE": Kind("a WAV recording", remedy=_TRANSCRIPT),
    b"AVI ": Kind("an AVI film", remedy=_TRANSCRIPT),
}
_FILM = Kind("an MP4 film or recording", remedy=_TRANSCRIPT)
_TORN = Kind("damaged or cut off", remedy="get or save it once more", is_locked=True)
_ARCHIVE = Kind("a ZIP archive", remedy=_UNPACK)

# The first file of a ZIP archive is stored as it is, and says in OpenDocument and EPUB what the archive is.
_TYPE_AT = 38
_TYPES: tuple[tuple[bytes, Kind], ...] = (
    (b"application/epub+zip", _EPUB),
    (b"application/vnd.oasis.opendocument.text", _ODT),
    (b"application/vnd.oasis.opendocument.spreadsheet", Kind("an OpenDocument spreadsheet", "ods", _EXPORT)),
    (b"application/vnd.oasis.opendocument.presentation", Kind("an OpenDocument presentation", "odp", _EXPORT)),
)
# Names of files in a ZIP archive, which are never packed.
_MEMBERS: tuple[tuple[bytes, Kind], ...] = (
    (b"word/document", _WORD),
    (b"xl/workbook", Kind("an Excel workbook", "xlsx", _EXPORT)),
    (b"ppt/presentation", Kind("a PowerPoint presentation", "pptx", _EXPORT)),
    (b"META-INF/container.xml", _EPUB),
    (b"Index/Document.iwa", Kind("a document of Pages, Numbers or Keynote", "pages", "export it as Word, PDF or text")),
)
_DIRECTORY_END = b"PK\5\6"

# Compound files, in which names are UTF-16.
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS: tuple[tuple[str, Kind], ...] = (
    ("EncryptedPackage", _ENCRYPTED),
    ("WordDocument", Kind("a document of Word 97 to 2003", "doc", _AS_WORD)),
    ("Workbook", Kind("a workbook of Excel 97 to 2003", "xls", _EXPORT)),
    ("PowerPoint Document", Kind("a presentation of PowerPoint 97 to 2003", "ppt", _EXPORT)),
    ("__substg1.0", Kind("a message of Outlook", "msg", "save it as text")),
)
_OLD_OFFICE = Kind("a document of an old Office", "doc", _AS_WORD)
_KINDLE = Kind("a Kindle book", "mobi", "convert it to EPUB")

_HEAD = 1024  # bytes within which an XHTML page names its root element, and a PDF may begin
_LONG_HEAD = 16_384  # bytes within which a flat OpenDocument says what it is, after all its namespaces
_FLAT_ODT = re.compile(rb"<office:document\s[^>]*office:mimetype=.application/vnd\.oasis\.opendocument\.text")
_MAIL_HEAD = 65_536  # bytes within which the head of an e-mail ends
_FIELD = re.compile(rb"([A-Za-z][A-Za-z0-9-]*):|[ \t]|>?From ")
_MIME_FIELDS = frozenset((b"mime-version", b"content-type", b"content-transfer-encoding"))
_PDF_LATER = re.compile(rb"^%PDF-\d\.\d", re.MULTILINE)


def kind_of(data: bytes) -> Kind | None:
    """What *data* is by its signature; None for what may be plain text or Markdown."""
    if data.startswith(b"PK\3\4"):
        return _archive_of(data)
    if data.startswith(_COMPOUND):
        return next((kind for name, kind in _STREAMS if name.encode("utf-16-le") in data), _OLD_OFFICE)
    if data.startswith(b"RIFF") and data[8:12] in _RIFF:
        return _RIFF[data[8:12]]
    if data[4:8] == b"ftyp" and b"\0" in data[:4]:
        return _FILM
    if data[60:68] == b"BOOKMOBI":
        return _KINDLE
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"%PDF-") or (b"%PDF-" in head and _PDF_LATER.search(head) and b"%%EOF" in data[-_HEAD:]):
        return _PDF
    if _is_html(head):
        return HTML
    if b"<office:document" in data[:_LONG_HEAD] and _FLAT_ODT.search(data[:_LONG_HEAD]):
        return _ODT
    kind = next((kind for start, kind in _STARTS if data.startswith(start)), None) if data[:1] in _FIRSTS else None
    return kind or (_MAIL if _is_mail(data) else None)


def _is_mail(data: bytes) -> bool:
    """Whether *data* begins with the head of an e-mail that says how its text, or a field, is encoded."""
    if not _FIELD.match(data):
        return False
    head, gap, _ = data[:_MAIL_HEAD].replace(b"\r\n", b"\n").partition(b"\n\n")
    fields = [_FIELD.match(line) for line in head.split(b"\n")] if gap else []
    names = {(field[1] or b"").lower() for field in fields if field}
    return all(fields) and b"from" in names and bool(names & _MIME_FIELDS or b"?=" in head)


def _archive_of(data: bytes) -> Kind:
    """What the ZIP archive *data* is, to go by the names of its files; of a torn one, to go by all of it."""
    for name, kind in _TYPES:
        if data.startswith(name, _TYPE_AT):
            return kind
    end = data.rfind(_DIRECTORY_END)
    if end < 0 and not any(member in data for member, _ in _MEMBERS):
        return _TORN
    start = int.from_bytes(data[end + 16 : end + 20], "little") if end >= 0 else 0
    names = data[start:end] if data.startswith(b"PK\1\2", start) else data
    return next((kind for member, kind in _MEMBERS if member in names), _ARCHIVE)


def _is_html(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):  # UTF-16
        head = head[2:].replace(b"\0", b"").lstrip()
    if not head.startswith(b"<"):
        return False
    head = head.lower()
    return head.startswith((b"<!doctype html", b"<html")) or (head.startswith(b"<?xml") and b"<html" in head)

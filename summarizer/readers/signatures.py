"""What bytes are by their first few: documents of other formats, and things that are no documents at all."""

from __future__ import annotations

from dataclasses import dataclass

from summarizer.errors import ConspectusError, DataError, UnsupportedError

_OCR = "run text recognition on it first"
_UNPACK = "unpack it first"
_TRANSCRIPT = "give a transcript"
_EXPORT = "export it as text or Markdown"


@dataclass(frozen=True, slots=True)
class Kind:
    """What a file is, beside plain text.

    *format* is the key of its reader, "" for what is no document; *is_text* tells that it could be read as plain
    text all the same.
    """

    description: str
    format: str = ""
    remedy: str = "convert it to text or Markdown"
    is_text: bool = False

    def refusal(self, subject: str) -> ConspectusError:
        """Why *subject*, which is of this kind, is not read."""
        if self.format:
            return UnsupportedError(subject, f"is {self.description}, which cannot be read yet", self.remedy)
        return DataError(subject, f"is {self.description}, not a document", self.remedy)


HTML = Kind("an HTML page", "html", is_text=True)

_STARTS: tuple[tuple[bytes, Kind], ...] = (
    (b"%PDF-", Kind("a PDF document", "pdf")),
    (b"%!PS", Kind("a PostScript document", "ps")),
    (b"{\\rtf", Kind("an RTF document", "rtf")),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Kind("a document of Word, Excel or PowerPoint 97", "doc")),
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
_RIFF = {
    b"WEBP": Kind("a WebP picture", remedy=_OCR),
    b"WAVE": Kind("a WAV recording", remedy=_TRANSCRIPT),
    b"AVI ": Kind("an AVI film", remedy=_TRANSCRIPT),
}
_FILM = Kind("an MP4 film or recording", remedy=_TRANSCRIPT)
_ARCHIVE = Kind("a ZIP archive", remedy=_UNPACK)
# What is found in the bytes of a ZIP archive, where names of members are never compressed.
_MEMBERS: tuple[tuple[bytes, Kind], ...] = (
    (b"word/document", Kind("a Word document", "docx")),
    (b"xl/workbook", Kind("an Excel workbook", "xlsx")),
    (b"ppt/presentation", Kind("a PowerPoint presentation", "pptx")),
    (b"application/epub+zip", Kind("an EPUB book", "epub")),
    (b"application/vnd.oasis.opendocument", Kind("an OpenDocument file", "odt")),
)
_HEAD = 1024  # bytes within which an XHTML page names its root element


def kind_of(data: bytes) -> Kind | None:
    """What *data* is by its signature; None for what may be plain text or Markdown."""
    if data.startswith(b"PK\x03\x04"):
        return next((kind for member, kind in _MEMBERS if member in data), _ARCHIVE)
    if data.startswith(b"RIFF") and data[8:12] in _RIFF:
        return _RIFF[data[8:12]]
    if data[4:8] == b"ftyp" and b"\0" in data[:4]:
        return _FILM
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if head.startswith((b"<!doctype html", b"<html")) or (head.startswith(b"<?xml") and b"<html" in head):
        return HTML
    return next((kind for start, kind in _STARTS if data.startswith(start)), None)

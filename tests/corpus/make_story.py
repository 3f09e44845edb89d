"""The story in other formats, made from story.md by programs that are not ours; the tests need only what they made.

Wants pandoc and soffice, which is LibreOffice, on the path.
"""

from __future__ import annotations

import os
import subprocess
import zlib
from pathlib import Path
from tempfile import TemporaryDirectory

HERE = Path(__file__).parent
COMMANDS = (
    ("pandoc", "story.md", "--to=plain", "--columns=78", "--output", "story.txt"),
    ("pandoc", "story.md", "--standalone", "--output", "story.html"),
    ("pandoc", "story.md", "--metadata", "identifier=urn:conspectus:story", "--output", "story.epub"),
    ("pandoc", "story.md", "--resource-path={folder}", "--output", "story.docx"),
    ("pandoc", "story.md", "--resource-path={folder}", "--output", "story.odt"),
    # LibreOffice names its files after what it reads, and so each is read from a folder of its own.
    ("pandoc", "story.md", "--resource-path={folder}", "--output", "{folder}/story-libreoffice.docx"),
    ("soffice", "{profile}", "--headless", "--convert-to", "odt", "--outdir", ".", "{folder}/story-libreoffice.docx"),
    ("soffice", "{profile}", "--headless", "--convert-to", "docx", "--outdir", ".", "story-libreoffice.odt"),
)


def picture() -> bytes:
    """A PNG of one grey point, for what the story shows."""
    chunks = ((b"IHDR", b"\0\0\0\1\0\0\0\1\x08\0\0\0\0"), (b"IDAT", zlib.compress(b"\0\x80")), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big") for kind, data in chunks
    )


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        (Path(folder) / "tram.png").write_bytes(picture())
        places = {"folder": folder, "profile": f"-env:UserInstallation=file://{folder}/profile"}
        for command in COMMANDS:
            line = [word.format(**places) for word in command]
            subprocess.run(line, check=True, cwd=HERE, env={**os.environ, "SOURCE_DATE_EPOCH": "1773446400"})

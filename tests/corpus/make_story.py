"""The story in other formats, made from story.md by programs that are not ours; the tests need only what they made.

Wants pandoc on the path.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

HERE = Path(__file__).parent
COMMANDS = (
    ("pandoc", "story.md", "--standalone", "--output", "story.html"),
    ("pandoc", "story.md", "--metadata", "identifier=urn:conspectus:story", "--output", "story.epub"),
)

if __name__ == "__main__":
    for command in COMMANDS:
        subprocess.run(command, check=True, cwd=HERE, env={**os.environ, "SOURCE_DATE_EPOCH": "1773446400"})

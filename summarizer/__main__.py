"""``python -m summarizer`` is the command ``conspectus``."""

from summarizer.cli import process

process()

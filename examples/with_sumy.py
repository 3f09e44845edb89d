"""For those who use sumy: its parser and tokenizer, its LexRank, and our ranking in its place."""

from __future__ import annotations

import re
from pathlib import Path

from sumy.parsers.plaintext import PlaintextParser
from sumy.summarizers.lex_rank import LexRankSummarizer

from summarizer.sumy_summarizer import CentroidSummarizer

ARTICLE = Path(__file__).parent / "article.txt"


class Tokenizer:
    """Cuts at full stops. sumy's own needs data of NLTK, which a program without a network may not have."""

    def to_sentences(self, text: str) -> list[str]:
        """The sentences of a paragraph."""
        return re.split(r"(?<=[.?!])\s+", text)

    def to_words(self, text: str) -> list[str]:
        """The words of a sentence."""
        return re.findall(r"\w+", text)


def main() -> None:
    """Print three sentences of either."""
    document = PlaintextParser.from_file(str(ARTICLE), Tokenizer()).document
    for summarizer in (LexRankSummarizer(), CentroidSummarizer()):
        print(type(summarizer).__name__)
        for sentence in summarizer(document, 3):
            print(f"- {sentence}")


if __name__ == "__main__":
    main()

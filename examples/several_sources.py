"""Three reports on one subject as one summary: what only one of them says, and what all of them say."""

from __future__ import annotations

from summarizer import Length, Options, read, summarize

REPORTS = {
    "council.txt": "The council will replace the diesel ferry with an electric one in 2027. "
    "The new ferry will cut fuel costs by 40 percent. Fares will stay as they are.",
    "harbour.txt": "An electric ferry will replace the diesel one in 2027, the council says. "
    "The harbour has not enough power for charging. A new cable would cost two million crowns.",
    "bakery.txt": "The bakery at the harbour opens at five. "
    "Its owner has waited for the electric ferry of 2027, which will replace the diesel one, for ten years.",
}


def main() -> None:
    """Print each line with the reports that state it."""
    documents = [read(text.encode(), name=name) for name, text in REPORTS.items()]
    summary = summarize(documents, Options(bullets=Length(5)))
    for line in summary.bullets:
        names = [documents[source].source.name for source in summary.sources(line)]
        print(f"- {line} [{', '.join(names)}]")


if __name__ == "__main__":
    main()

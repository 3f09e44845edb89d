"""The command ``batch``: its arguments become a `Batch`, its outcomes messages and an exit code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, nullcontext
from pathlib import Path

from summarizer.arguments import BatchArguments, parse_batch
from summarizer.batch.cluster import Cluster
from summarizer.batch.job import Job, Outcome
from summarizer.batch.names import FAILURES
from summarizer.batch.progress import Progress
from summarizer.batch.run import Batch
from summarizer.errors import UsageError, one_of
from summarizer.plan import EXPLAINING, epoch, metadata_of, options_of, templates_of
from summarizer.terminal import message, say, shown_name, warning

SOME_FAILED = 1
"""The exit code where some documents have failed and the rest is done."""


def run(argv: Sequence[str]) -> int:
    """Carry out the arguments behind ``batch``; its exit code. Raises ConspectusError where no more can be done."""
    arguments = parse_batch(argv)
    outdir, job = _outdir(arguments), _job(arguments)
    cluster = _cluster(arguments)
    batch = Batch(
        arguments.files,
        outdir,
        job,
        jobs=arguments.jobs,
        cluster=cluster,
        only_failed=arguments.only_failed,
        force=arguments.force,
    )
    counts: Counter[str] = Counter()
    with (
        cluster or nullcontext(),
        batch,
        Progress(batch.total, quiet=arguments.quiet) as progress,
        closing(batch.outcomes()) as outcomes,
    ):
        for outcome in outcomes:
            counts[_became(outcome)] += 1
            for line in _lines(outcome, arguments):
                progress.say(line)
            progress.count()
    return _end(counts, outdir, arguments)


def _outdir(arguments: BatchArguments) -> str:
    if not arguments.files:
        raise UsageError("conspectus batch", "no PATH is given", "name files or folders; see conspectus batch --help")
    if not arguments.outdir:
        raise UsageError("conspectus batch", "no OUTDIR is given", "name a folder for the summaries with -o")
    return arguments.outdir


def _cluster(arguments: BatchArguments) -> Cluster | None:
    if arguments.cluster is None:
        if arguments.shared:
            raise UsageError("--shared", "is for a cluster", "name one with --cluster")
        return None
    if arguments.jobs:
        raise UsageError("--jobs", "is for this machine", "leave it out with --cluster")
    return Cluster(arguments.cluster, shared=arguments.shared)


def _job(arguments: BatchArguments) -> Job:
    if arguments.explain and not set(arguments.formats) & set(EXPLAINING):
        raise UsageError("--explain", f"is not shown in {arguments.formats[0]}", f"add {one_of(EXPLAINING)} to --to")
    if arguments.reference_doc and "docx" not in arguments.formats:
        raise UsageError(f"--reference-doc {arguments.reference_doc}", "is for Word", "add docx to --to")
    return Job(
        templates=templates_of(arguments.formats, arguments),
        options=options_of(arguments, arguments.formats),
        limits=arguments.limits,
        source_format=arguments.source_format,
        encoding=arguments.encoding,
        metadata=metadata_of(arguments),
        date=epoch(),
        fail_if_warnings=arguments.fail_if_warnings,
    )


def _became(outcome: Outcome) -> str:
    return "failed" if outcome.failure else "unchanged" if outcome.unchanged else "summarised"


def _lines(outcome: Outcome, arguments: BatchArguments) -> Iterator[str]:
    if outcome.failure and not arguments.quiet:
        yield message(outcome.path, outcome.failure.problem, outcome.failure.remedy)
    if not arguments.quiet:
        yield from (warning(name, text) for name, text in outcome.warnings)
    if arguments.verbose and not outcome.failure:
        yield f"{shown_name(outcome.path)}: {_became(outcome)}"


def _end(counts: Counter[str], outdir: str, arguments: BatchArguments) -> int:
    """Say in one line how it went; the exit code."""
    total = counts.total()
    failed = counts["failed"]
    documents = "1 document" if total == 1 else f"{total:,} documents"
    if failed:
        say(f"conspectus: {failed:,} of {documents} failed, see {shown_name(str(Path(outdir) / FAILURES))}")
        return SOME_FAILED
    if not arguments.quiet:
        unchanged = f", {counts['unchanged']:,} of them unchanged since before" if counts["unchanged"] else ""
        nothing = "nothing has failed before" if arguments.only_failed and not total else f"{documents} summarised"
        say(f"conspectus: {nothing}{unchanged}")
    return 0

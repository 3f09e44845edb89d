"""Many documents, a summary of each: none is lost, and the same call goes on where another one was stopped.

from summarizer.batch import Batch, Job

if __name__ == "__main__":
    with Batch(["articles"], "summaries", Job.of("txt", "pdf")) as batch:
        for outcome in batch.outcomes():
            print(outcome.path, outcome.failure or outcome.written)

`names` says which documents there are and what their summaries are called, `job` what is asked of them, `work` does it,
`journal` puts it into OUTDIR, `store` keeps that, `pool` has the processes that do it, and `run` leads them;
`cluster` is the way to the workers of a cluster, and `remote` what travels there.
"""

from summarizer.batch.cluster import Cluster
from summarizer.batch.job import Failure, Job, Outcome
from summarizer.batch.run import Batch
from summarizer.batch.work import process

__all__ = ["Batch", "Cluster", "Failure", "Job", "Outcome", "process"]

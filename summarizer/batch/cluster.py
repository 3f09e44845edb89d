"""The connection to a Dask cluster: who works there, whether they can, and what becomes of a task."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable, Mapping
from concurrent.futures import CancelledError, Executor, Future
from contextlib import ExitStack, suppress
from functools import cache
from typing import Any, Self

from summarizer.errors import ClusterError, UnsupportedError

_TO_CONNECT = 4  # seconds; with loading what is needed, less than ten
_TO_CLOSE = 1  # second
_BETWEEN_COUNTS = 5  # seconds
_WITHOUT_WORKERS = 60  # seconds, in which a worker that was lost may come back
_TOOLS = re.compile(r"""\bextra\s*==\s*['"]dev['"]""")
_NAME = re.compile(r"[\w.-]+")
_SILENT = dict.fromkeys(("distributed", "distributed.client", "tornado", "tornado.application"), "critical")
_ANY_SIZE = {"distributed.admin.large-graph-warning-threshold": sys.maxsize}  # a large document is no mistake
_GO_ON = "the same command goes on"


class Cluster:
    """The cluster whose scheduler is at an *address*, as ``tcp://10.0.0.5:8786``; a context, which is connected to it.

    Where the workers see the files of this machine under the same paths, these may be *shared*: then paths travel, not
    documents. The certificates for ``tls://`` are those of Dask's configuration.

    Entering it raises UnsupportedError where `distributed` is missing, ClusterError where nothing answers, nobody
    works, or somebody has other versions than this process, so that the summaries might be others.
    """

    threads: int
    """How many tasks can be worked on at a time, as far as is known."""

    def __init__(self, address: str, *, shared: bool = False) -> None:
        self.address = address
        self.shared = shared
        self._context = ExitStack()
        self._peopled = time.monotonic()

    def __enter__(self) -> Self:
        with ExitStack() as context:
            self._client: Any = _connected(self.address, context)
            self._executor: Executor = self._client.get_executor(pure=False)
            context.callback(self._leave)
            self._count()
            if not self.threads:
                raise ClusterError(self.address, "has no workers", f"start some with dask worker {self.address}")
            self._check()
            self._context = context.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._context.close()

    def _leave(self) -> None:
        with suppress(Exception):  # it may have gone
            self._executor.shutdown(wait=False)
        with suppress(Exception):
            self._client.close(timeout=_TO_CLOSE)

    def look(self) -> None:
        """Count the workers now and then; raises ClusterError where there is none for a minute."""
        if time.monotonic() - self._counted > _BETWEEN_COUNTS:
            self._count()
            if self._counted - self._peopled > _WITHOUT_WORKERS:
                raise ClusterError(self.address, "has no workers any more", f"start some; {_GO_ON}")

    def _count(self) -> None:
        self.threads = sum(self._asked(self._client.nthreads).values())
        self._counted = time.monotonic()
        if self.threads:
            self._peopled = self._counted

    def _asked(self, call: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
        try:
            return call(*arguments, **options)
        except Exception as error:
            raise self._gone() from error

    def _gone(self) -> ClusterError:
        return ClusterError(self.address, "has gone", f"see that its scheduler runs; {_GO_ON}")

    def _check(self) -> None:
        """Raise ClusterError where a process of the cluster has other versions than this one."""
        there = self._asked(self._client.run, installed, on_error="return")
        try:
            there["the scheduler"] = self._client.run_on_scheduler(installed)
        except Exception as error:
            there["the scheduler"] = error
        for name, versions in there.items():
            problem = _difference(versions, installed())
            if problem and not isinstance(versions, OSError):  # lost just now
                raise ClusterError(name, problem, "install there what is installed here")

    def submit(self, call: Callable[..., Any], *arguments: Any) -> Future[Any]:
        """Have *call* done by a worker that has the versions of this process; `result` has what becomes of it."""
        try:
            return self._executor.submit(_carried_out, versions_of_all(), call, *arguments)
        except Exception as error:
            raise self._gone() from error

    def result(self, future: Future[Any]) -> Any:
        """What a call that is done has returned, or None where it has lost worker after worker.

        Raises ClusterError where the cluster has gone, or has changed for the worse.
        """
        from distributed import KilledWorker

        try:
            return future.result()
        except KilledWorker:
            self._check()  # one that lacks Conspectus is lost with each task
            return None
        except CancelledError:
            raise self._gone() from None
        except Exception as error:  # of a worker that has joined since, most likely: ours raise none
            self._check()
            raise ClusterError(self.address, f"cannot do it: {error!r}", "see the logs of its workers") from error

    def cancel(self) -> None:
        """Let the cluster forget what is queued."""
        with suppress(Exception):  # it may have gone, and has forgotten
            self._executor.shutdown(wait=False)
            self._executor = self._client.get_executor(pure=False)


def _connected(address: str, context: ExitStack) -> Any:
    try:
        import dask

        with dask.config.set({"logging": dask.config.get("logging", _SILENT)}):
            from distributed import Client
    except ImportError:
        remedy = "pip install 'conspectus[dask]'"
        raise UnsupportedError("--cluster", "needs the package distributed", remedy) from None
    import warnings

    _check_encryption(address)
    context.enter_context(dask.config.set(_ANY_SIZE))
    connect: Any = Client
    try:
        with warnings.catch_warnings(action="ignore"):  # of other versions, which we look at ourselves
            return connect(address, timeout=_TO_CONNECT, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        raise ClusterError(address, "no scheduler answers", "check the address, and that it runs") from error


def _check_encryption(address: str) -> None:
    """Raise ClusterError where Dask's configuration has no certificates for *address*, or would refuse it."""
    from distributed.security import Security

    try:
        security: Any = Security()  # type: ignore[no-untyped-call]
        certified = security.get_connection_args("client").get("ssl_context") is not None
    except (OSError, ValueError):  # no file, or no certificate in it
        security, certified = None, False
    if address.startswith("tls://") and not certified:
        raise ClusterError(address, "needs certificates", "name them in the configuration of Dask")
    if security and security.require_encryption and not address.startswith("tls://"):
        raise ClusterError(address, "is not encrypted, as the configuration of Dask demands", "write it as tls://…")


# -- in any process --


def _carried_out(expected: str, call: Callable[..., Any], *arguments: Any) -> Any:
    if versions_of_all() != expected:
        raise RuntimeError("this worker has other versions")  # `result` will say which
    return call(*arguments)


@cache
def versions_of_all() -> str:
    """All that `installed` says, in one line."""
    return repr(sorted(installed().items()))


def installed() -> Mapping[str, str]:
    """The versions of all that the bytes of a summary may depend on in this process: Python, Conspectus, libraries."""
    from importlib.metadata import PackageNotFoundError, requires, version

    versions = {"Python": ".".join(map(str, sys.version_info[:2])), "conspectus": version("conspectus")}
    for requirement in requires("conspectus") or ():
        name = _NAME.match(requirement)
        if name and not _TOOLS.search(requirement):
            with suppress(PackageNotFoundError):  # an extra that is not there
                versions[name[0]] = version(name[0])
    return versions


def _difference(there: Mapping[str, str] | BaseException, here: Mapping[str, str]) -> str:
    """What tells the versions *there* from those *here*, or why there are none."""
    if isinstance(there, BaseException):
        return f"cannot load conspectus {here['conspectus']}: {there}"
    for name in sorted({*there, *here}, key=lambda name: (name not in ("Python", "conspectus"), name)):
        if there.get(name) != here.get(name):
            return f"has {_named(name, there)}, where this machine has {_named(name, here)}"
    return ""


def _named(name: str, versions: Mapping[str, str]) -> str:
    return f"{name} {versions[name]}" if name in versions else f"no {name}"

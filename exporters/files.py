"""Bytes -> files: whole or not at all, on the disk when it is said, and several of them together or none."""

from __future__ import annotations

import errno
import os
import signal
import stat
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from summarizer.errors import ConspectusError, OutputError, WriteError


def check_target(target: str | os.PathLike[str], *, replace: bool) -> None:
    """Raise OutputError if `write` could not put a file at *target* as things stand."""
    path = Path(target)
    with _told(path):
        if path.is_dir():
            raise OutputError(str(target), "is a folder", "name a file in it")
        if not path.parent.is_dir():
            raise OutputError(str(target), "its folder does not exist", "create it first")
        if not replace and _exists(path):
            raise FileExistsError
        if path.exists() and not path.is_file():
            raise OutputError(
                str(target), "is a pipe or a device, not a file", "use -o - and send standard output there"
            )
        if not os.access(path.parent, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


def write(target: str | os.PathLike[str], data: bytes, *, replace: bool) -> None:
    """Make *target* a file that holds *data*, as `write_all` does of several."""
    write_all([(target, data)], replace=replace)


def write_all(files: Sequence[tuple[str | os.PathLike[str], bytes]], *, replace: bool) -> None:
    """Make each target a file that holds its bytes, whole and on the disk, or leave all of them as they were.

    A file that is replaced passes its permissions on; a link is replaced itself, and what it led to stays. Raises
    OutputError where a target is not to be had, WriteError where writing fails half-way. SIGINT and SIGTERM, where they
    raise an exception, leave nothing behind; one that comes once the files are complete has to wait for the end.
    """
    staged = [_Staged(Path(target)) for target, _ in files]
    try:
        for one, (_, data) in zip(staged, files, strict=True):
            with _told(one.path):
                one.fill(data, replace)
        with _undisturbed():
            _put_in_place(staged, replace)
    finally:
        with _undisturbed():
            for one in staged:
                one.clear()


def _neighbour(path: Path) -> Path:
    # A rename must not cross file systems; short, since the name of *path* may be 255 bytes long.
    return path.parent / f".conspectus-{os.getpid()}-{os.urandom(8).hex()}.tmp"


@dataclass(slots=True)
class _Staged:
    """A file on its way to *path*: complete as *temporary*, while what stood there before is *kept*."""

    path: Path
    temporary: Path = field(init=False)
    kept: Path = field(init=False)
    identity: tuple[int, int] | None = None
    is_lost: bool = False  # what stood there cannot come back

    def __post_init__(self) -> None:
        self.temporary, self.kept = _neighbour(self.path), _neighbour(self.path)

    def fill(self, data: bytes, replace: bool) -> None:
        # Not tempfile, whose files nobody else may read: the mode is what the umask leaves of 0666.
        descriptor = os.open(self.temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
        try:
            if replace:
                self._take_mode(descriptor)
            rest = memoryview(data)
            while rest:
                rest = rest[os.write(descriptor, rest) :]
            os.fsync(descriptor)  # before the rename: otherwise a crash can leave an empty file under the final name
            self.identity = _identity(os.fstat(descriptor))
        finally:
            os.close(descriptor)

    def _take_mode(self, descriptor: int) -> None:
        with suppress(FileNotFoundError):
            mode = self.path.lstat().st_mode
            if stat.S_ISREG(mode) and hasattr(os, "fchmod"):
                os.fchmod(descriptor, stat.S_IMODE(mode) & 0o777)

    def move(self, replace: bool) -> None:
        """Give the file its name; without *replace* only if there is none of that name."""
        if replace:
            self._keep()
            self.temporary.replace(self.path)
        else:
            self._move_to_new()

    def _keep(self) -> None:
        """Give what stands at *path* a second name, so that it can come back; where there are no links it cannot."""
        try:
            os.link(self.path, self.kept, follow_symlinks=False)
        except FileNotFoundError:
            pass
        except (NotImplementedError, AttributeError):
            self.is_lost = True
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
            self.is_lost = True

    def _move_to_new(self) -> None:
        try:
            self.path.hardlink_to(self.temporary)  # unlike a rename, it fails if the name has come into being meanwhile
            return
        except NotImplementedError:
            pass
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
        if _exists(self.path):
            raise FileExistsError
        self.temporary.rename(self.path)

    def take_back(self) -> bool:
        """Let *path* be as it was before `move`; False where that cannot be."""
        try:
            if self.identity != _identity(self.path.lstat()):
                return True
            if _exists(self.kept):
                self.kept.replace(self.path)
            elif not self.is_lost:
                self.path.unlink()
        except OSError as error:
            return isinstance(error, FileNotFoundError)
        return not self.is_lost

    def clear(self) -> None:
        for path in (self.temporary, self.kept):
            with suppress(OSError):
                path.unlink()


def _put_in_place(staged: Sequence[_Staged], replace: bool) -> None:
    try:
        for one in staged:
            with _told(one.path):
                one.move(replace)
        for one in {one.path.parent: one for one in staged}.values():
            with _told(one.path):
                _sync_folder(one.path.parent)
    except BaseException as error:
        left = [str(one.path) for one in reversed(staged) if not one.take_back()]
        if left and isinstance(error, ConspectusError):
            error.remedy = f"replaced already: {', '.join(left)}"
        raise


def _sync_folder(folder: Path) -> None:
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except PermissionError:  # a folder that may be written but not read; any folder on Windows
        return
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _NO_LINKS:  # some network file systems cannot sync a folder
            raise
    finally:
        os.close(descriptor)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """SIGINT and SIGTERM take effect at the end; in other threads than the main one they do nothing anyway."""
    waiting: list[int] = []

    def wait(number: int, frame: FrameType | None) -> None:
        waiting.append(number)

    numbers: Sequence[int] = (
        (signal.SIGINT, signal.SIGTERM) if threading.current_thread() is threading.main_thread() else ()
    )
    before = {number: handler for number in numbers if callable(handler := signal.getsignal(number))}
    for number in before:
        signal.signal(number, wait)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        for number in waiting:
            signal.raise_signal(number)


_NO_LINKS = {errno.EPERM, errno.EMLINK, errno.EOPNOTSUPP, errno.ENOTSUP, errno.ENOSYS, errno.EINVAL}


def _identity(status: os.stat_result) -> tuple[int, int]:
    return status.st_dev, status.st_ino


def _exists(path: Path) -> bool:
    return path.exists() or path.is_symlink()


_NOT_TO_BE_HAD = {
    errno.ENOENT,
    errno.ENOTDIR,
    errno.EISDIR,
    errno.EACCES,
    errno.EPERM,
    errno.EROFS,
    errno.ENAMETOOLONG,
    errno.ELOOP,
}


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """An OSError within is an error about *path*."""
    try:
        yield
    except FileExistsError as error:
        raise OutputError(str(path), "exists already", "use --force to replace it") from error
    except OSError as error:
        problem = f"cannot be written: {error.strerror or error}"
        if error.errno in _NOT_TO_BE_HAD:
            raise OutputError(str(path), problem, "choose another folder or name") from error
        raise WriteError(str(path), problem, "make room, or choose another disk") from error

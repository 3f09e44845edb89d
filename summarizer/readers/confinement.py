"""Confinement of a parser's process, by itself: no file, no network, no other program, whatever a document makes of it.

On Linux, and without any right or library: Landlock (since 5.13) refuses every path and every connection, a seccomp
filter all calls of the system but those that a parser in memory needs, and no_new_privs that a program could give more
rights. What has been taken on cannot be put off. Elsewhere there is nothing of the kind, and `confine` says so.

Whatever is to be imported must be loaded before, see `load`.
"""

from __future__ import annotations

import ctypes
import importlib
import os
import pkgutil
import platform
import struct
import sys
import traceback
from collections.abc import Mapping
from contextlib import suppress

LAYERS = ("no_new_privs", "Landlock", "seccomp")
"""All that `confine` can take on, in this order."""

# Modules that a parser, or Python for it, would import in the middle of its work.
_LATER = ("heapq", "resource", "encodings.utf_16_le", "encodings.cp437")
_GUESSES_ENCODINGS = "summarizer.readers.text"

# prctl(2)
_SET_SECCOMP, _SET_NO_NEW_PRIVS = 22, 38
_FILTER = 2
# landlock_create_ruleset(2), landlock_restrict_self(2); the same numbers on every machine
_CREATE_RULESET, _RESTRICT_SELF = 444, 446
_VERSION = 1
# How many kinds of access to a path a version of Landlock knows; later ones know 16.
_PATH_RIGHTS: Mapping[int, int] = {1: 13, 2: 14, 3: 15, 4: 15}
_TCP_SINCE, _SCOPES_SINCE = 4, 6
_ALL_TCP = _ALL_SCOPES = 0b11  # bind, connect; abstract sockets, signals

# seccomp(2): instructions of its machine, where the fields of a call stand, and what becomes of the call
_LOAD, _EQUAL, _RETURN = 0x20, 0x15, 0x06
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16
_ALLOWED, _REFUSED = 0x7FFF0000, 0x00050001  # with EPERM

_MACHINES: Mapping[str, int] = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}  # by their names for the kernel

# The calls that reach nothing outside the process but what it has open, each with its number on either machine.
_CALLS = """
    read:0:63 write:1:64 readv:19:65 writev:20:66 pread64:17:67 close:3:57 fstat:5:80 stat:4: lstat:6:
    newfstatat:262:79 statx:332:291 lseek:8:62 readlink:89: readlinkat:267:78 getcwd:79:17 dup:32:23 dup2:33:
    dup3:292:24 fcntl:72:25 ioctl:16:29 poll:7: ppoll:271:73 select:23: pselect6:270:72 mmap:9:222 munmap:11:215
    mprotect:10:226 mremap:25:216 madvise:28:233 brk:12:214 futex:202:98 set_robust_list:273:99
    set_tid_address:218:96 rseq:334:293 arch_prctl:158: membarrier:324:283 sched_yield:24:124
    sched_getaffinity:204:123 rt_sigaction:13:134 rt_sigprocmask:14:135 rt_sigreturn:15:139 sigaltstack:131:132
    restart_syscall:219:128 clock_gettime:228:113 clock_getres:229:114 clock_nanosleep:230:115 nanosleep:35:101
    gettimeofday:96:169 time:201: alarm:37: getitimer:36:102 setitimer:38:103 getpid:39:172 gettid:186:178
    getuid:102:174 geteuid:107:175 getgid:104:176 getegid:108:177 getrlimit:97:163 getrusage:98:165 uname:63:160
    sysinfo:99:179 getrandom:318:278 exit:60:93 exit_group:231:94
"""
# Those that may reach the process itself only: by the first it aborts, by the second it takes on limits.
_CALLS_ON_ITSELF = "tgkill:234:131 prlimit64:302:261"


def load(module: str) -> None:
    """Import *module*, a parser, and whatever it may need later on, when nothing can be opened any more."""
    importlib.import_module(module)
    traceback.format_exception(KeyError(module))  # newer Pythons import in the middle of this
    for name in _LATER:
        with suppress(ImportError):  # not everywhere
            importlib.import_module(name)
    if _GUESSES_ENCODINGS in sys.modules:
        _load_encodings()


def _load_encodings() -> None:
    """Import every codec of Python and what guesses them: a document may name any."""
    import encodings

    import charset_normalizer  # noqa: F401

    for found in pkgutil.iter_modules(encodings.__path__):
        with suppress(ImportError):  # those of Windows
            importlib.import_module(f"encodings.{found.name}")


def confine() -> tuple[str, ...]:
    """Take from this process, for good, all that a parser has no use for; those of `LAYERS` that now hold.

    It keeps its memory, its clock and what it has open. It can open no file, list no folder, make no socket, start no
    process and send no signal but to itself. Whether a file exists it can still ask.
    """
    if not sys.platform.startswith("linux"):
        return ()
    libc = ctypes.CDLL(None, use_errno=True)
    takers = (_take_no_new_privs, _take_landlock, _take_seccomp)
    return tuple(layer for layer, take in zip(LAYERS, takers, strict=True) if take(libc))


def _take_no_new_privs(libc: ctypes.CDLL) -> bool:
    return _prctl(libc, _SET_NO_NEW_PRIVS, 1, 0)


def _take_landlock(libc: ctypes.CDLL) -> bool:
    version = libc.syscall(ctypes.c_long(_CREATE_RULESET), None, ctypes.c_size_t(0), ctypes.c_uint32(_VERSION))
    if version < 1:
        return False
    fields = [(1 << _PATH_RIGHTS.get(version, 16)) - 1]  # all that is named is refused, since no rule allows it
    fields += [_ALL_TCP] if version >= _TCP_SINCE else []
    fields += [_ALL_SCOPES] if version >= _SCOPES_SINCE else []
    rules = struct.pack(f"={len(fields)}Q", *fields)
    ruleset = libc.syscall(ctypes.c_long(_CREATE_RULESET), rules, ctypes.c_size_t(len(rules)), ctypes.c_uint32(0))
    if ruleset < 0:
        return False
    try:
        return bool(libc.syscall(ctypes.c_long(_RESTRICT_SELF), ctypes.c_int(ruleset), ctypes.c_uint32(0)) == 0)
    finally:
        os.close(ruleset)


def _take_seccomp(libc: ctypes.CDLL) -> bool:
    if platform.machine() not in _MACHINES or sys.maxsize < 2**32:
        return False
    program = b"".join(struct.pack("=HBBI", *instruction) for instruction in _program(platform.machine(), os.getpid()))
    code = ctypes.create_string_buffer(program, len(program))
    header = ctypes.create_string_buffer(struct.pack("@HP", len(program) // 8, ctypes.addressof(code)))
    return _prctl(libc, _SET_SECCOMP, _FILTER, ctypes.addressof(header))


def _program(machine: str, process: int) -> list[tuple[int, int, int, int]]:
    """The filter as instructions: what to do, how many to skip if it is so and if not, and with which number."""
    program = [
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_EQUAL, 1, 0, _MACHINES[machine]),
        (_RETURN, 0, 0, _REFUSED),
        (_LOAD, 0, 0, _NUMBER),
    ]
    for call in _numbers(_CALLS, machine):
        program += [(_EQUAL, 0, 1, call), (_RETURN, 0, 0, _ALLOWED)]
    for call in _numbers(_CALLS_ON_ITSELF, machine):
        program += [
            (_EQUAL, 0, 5, call),
            (_LOAD, 0, 0, _FIRST_ARGUMENT),
            (_EQUAL, 1, 0, process),
            (_EQUAL, 0, 1, 0),  # which stands for the process itself
            (_RETURN, 0, 0, _ALLOWED),
            (_RETURN, 0, 0, _REFUSED),
        ]
    return [*program, (_RETURN, 0, 0, _REFUSED)]


def _numbers(calls: str, machine: str) -> list[int]:
    """The numbers on *machine* of the *calls* that it has."""
    column = 1 + list(_MACHINES).index(machine)
    numbers = (call.split(":")[column] for call in calls.split())
    return [int(number) for number in numbers if number]


def _prctl(libc: ctypes.CDLL, option: int, first: int, second: int) -> bool:
    return bool(libc.prctl(ctypes.c_int(option), *map(ctypes.c_ulong, (first, second, 0, 0))) == 0)

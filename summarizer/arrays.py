"""What is asked of arrays of numbers in groups: sums, distinct pairs, ranges, highest values."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]


def sums(group: Integers, values: Floats, groups: int) -> Floats:
    """The sum of the *values* of each of so many *groups*; *group* is that of each value."""
    return np.bincount(group, values, minlength=groups).astype(np.float64, copy=False)


def running(values: Integers) -> Integers:
    """The sums of the first 0, 1, 2, … of all *values*."""
    sums = np.zeros(len(values) + 1, np.int64)
    values.cumsum(out=sums[1:])
    return sums


def distinct(keys: Integers) -> Integers:
    """The distinct *keys*, in ascending order."""
    keys = np.sort(keys)  # np.unique would load numpy.ma
    found: Integers = keys[_first(keys)]
    return found


def counted(row: Integers, column: Integers, columns: int) -> tuple[Integers, Integers, Floats]:
    """The distinct pairs of a *row* and one of so many *columns*, in ascending order, and how often each stands."""
    keys = np.sort(row * columns + column)
    first = _first(keys)
    times = np.concatenate((first[1:], [len(keys)])).astype(np.float64) - first
    row, column = np.divmod(keys[first], max(columns, 1))
    return row, column, times


def _first(keys: Integers) -> Integers:
    """Where in the sorted *keys* each distinct one stands first."""
    return np.concatenate((keys[:1] == keys[:1], keys[1:] != keys[:-1])).nonzero()[0]


def spread(first: Integers, length: Integers) -> tuple[Integers, Integers]:
    """The numbers of ranges of that *length*, each as often as it is long, and all that the ranges hold."""
    number = np.repeat(np.arange(len(first)), length)
    before = np.cumsum(length) - length
    return number, np.arange(len(number)) + (first - before)[number]


def highest(values: Floats, groups: Sequence[Sequence[int]]) -> Floats:
    """The highest of the *values* with the indices in each of the *groups*, none of which is empty."""
    members = np.fromiter(chain.from_iterable(groups), np.int64)
    begins = running(np.fromiter(map(len, groups), np.int64))[:-1]
    return np.maximum.reduceat(values[members], begins)

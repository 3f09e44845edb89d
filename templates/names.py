"""The names that a user can write of a look: views, and keys of metadata. They are here for those who need no more."""

from __future__ import annotations

from typing import Literal, get_args

View = Literal["short", "medium", "bullets"]
VIEWS: tuple[View, ...] = get_args(View)
METADATA = ("title", "author", "date", "subject", "keywords", "language")
"""The fields of `values.Metadata`."""

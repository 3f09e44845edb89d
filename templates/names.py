"""The names that a user can write of a look: views, and keys of metadata. They are here for those who need no more."""

from __future__ import annotations

TYPE_CHECKING = False  # that of `typing`, which takes long to load
if TYPE_CHECKING:
    from templates.values import View

VIEWS: tuple[View, ...] = ("short", "medium", "bullets")
METADATA = ("title", "author", "date", "subject", "keywords", "language")
"""The fields of `values.Metadata`."""

"""Where the warehouse's files lie below a home directory."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path  # noqa: TC003  (part of the record's runtime signature)


@dataclass(frozen=True, slots=True)
class WarehousePaths:
    """The places below `<home>/warehouse`."""

    home: Path

    @property
    def root(self) -> Path:
        """The folder that people look into."""
        return self.home / "warehouse"

    @property
    def store(self) -> Path:
        """The private DuckDB file that only landing opens."""
        return self.root / ".state" / "store.duckdb"

    @property
    def lock(self) -> Path:
        """The file whose lock admits one writer at a time."""
        return self.root / ".state" / "store.lock"

    @property
    def snapshots(self) -> Path:
        """The folder of published files."""
        return self.root / "snapshots"

    @property
    def news(self) -> Path:
        """The symlink to the newest snapshot: what people open."""
        return self.root / "news.duckdb"

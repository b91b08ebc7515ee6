"""The warehouse's files lie where readers and the design expect them."""

from pathlib import Path

import pytest

from warehouse.paths import WarehousePaths


@pytest.mark.parametrize(
    ("place", "below"),
    [
        ("root", "warehouse"),
        ("store", "warehouse/.state/store.duckdb"),
        ("lock", "warehouse/.state/store.lock"),
        ("snapshots", "warehouse/snapshots"),
        ("news", "warehouse/news.duckdb"),
    ],
)
def test_places(place, below):
    """Each file has its documented place below the home directory."""
    assert getattr(WarehousePaths(Path("/home")), place) == Path("/home") / below

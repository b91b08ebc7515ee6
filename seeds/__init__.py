"""What ships with the project as data: sample articles, rules and reference tables."""

from pathlib import Path

SAMPLE_ARTICLES = Path(__file__).parent / "articles"
"""Articles written for this project, ingested where no others are named."""

FEEDS = Path(__file__).parent / "feeds.opml"
"""Public news feeds to begin with, their sections as folders."""

"""What is done to a document, in plain Python: stages that a flow turns into Prefect tasks."""

PIPELINE_VERSION = "0.1.0"
"""Stands on every article and run; raised when the same bytes would come out differently."""

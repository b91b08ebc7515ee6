"""From a raw document to a clean article, or to a rejection with its reason."""

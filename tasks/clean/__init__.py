"""Turn raw documents into clean articles, or say why not."""

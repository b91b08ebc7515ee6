"""Who and what an article names: `annotate` is the door, the other modules are its rooms."""

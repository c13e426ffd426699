"""What editors write: its shape, its reading, and what of it may be shown."""

"""What the site consists of: pages, search, and the files that machines read."""

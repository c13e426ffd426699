"""What offices send, read into drafts of entries."""

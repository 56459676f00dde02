"""What administrators write, read into frozen records and indexes."""

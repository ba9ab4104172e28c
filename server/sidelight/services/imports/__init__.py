"""What others publish, read into drafts: nothing here is saved, and nothing is believed without a curator."""

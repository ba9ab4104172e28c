"""What is written of the people who curate: their names, the titles of their tokens, where they come from."""

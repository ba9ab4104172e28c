"""What a draft would do on saved articles: every hit, what differs from the published revision, and what nearly hit."""

"""Commands that work on the database: people, entries, the corpus, backups. Each says which database it used."""

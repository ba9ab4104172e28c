"""One file per revision of the tables, in the order of their numbers; a file that was released is never changed."""

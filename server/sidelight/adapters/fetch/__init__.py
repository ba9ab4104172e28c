"""Getting pages from the web for strangers: nothing here dials an address that the guard has not just seen."""

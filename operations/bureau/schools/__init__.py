"""Who the schools are: their list, their requests and their certificates."""

"""Who handles and answers what, subject by subject: handlers are given the adapters they need."""

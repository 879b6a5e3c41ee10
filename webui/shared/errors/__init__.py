"""What refusals mean on the web: the table of errors, by subject, and the pages that show them."""

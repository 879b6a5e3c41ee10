"""One repository for each kind of thing kept: rows in, records out, inside one transaction."""

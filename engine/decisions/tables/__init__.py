"""Decision tables: as they stand in the file, laid out for speed, decided, and summed up."""

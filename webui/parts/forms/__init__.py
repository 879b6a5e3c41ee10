"""What people fill in and send: read with care, shown again with what is wrong at its fields."""

"""From what a browser sends to typed values, or to what is wrong at which field."""

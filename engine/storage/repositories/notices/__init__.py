"""What people are told: notices, and the letters that carry them."""

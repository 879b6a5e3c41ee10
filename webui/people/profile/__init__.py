"""One's own account: who one is, sessions and their browsers, tokens, how one hears of what."""

"""What comes from outside, before a case takes it: submitted forms, sent values, typed text."""

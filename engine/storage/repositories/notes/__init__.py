"""What people write and lay beside a case: comments, papers, drafts of forms."""

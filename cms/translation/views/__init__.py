"""What editors, translators and reviewers do in the admin."""

"""What stands in the texts of a course beside Markdown: facts, terms, links and pictures."""

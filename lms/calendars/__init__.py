"""The meetings of a workshop as a calendar: a file, and a feed by a personal address."""

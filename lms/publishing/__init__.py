"""Publishing course files as immutable revisions, and showing a revision without SQL."""

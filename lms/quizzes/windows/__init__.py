"""When and how often a quiz may be sat, and when what of an attempt may be seen."""

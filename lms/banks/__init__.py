"""Question banks of other systems in and out: GIFT, Moodle XML and Aiken."""

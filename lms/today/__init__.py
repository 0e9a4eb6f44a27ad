"""Each role's home: what to do now; writes nothing."""

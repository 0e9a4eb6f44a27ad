"""A second factor beside the password: a code of an app, or one of the recovery codes."""

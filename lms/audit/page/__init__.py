"""The page of the audit trail: who changed what, when and why, in words."""

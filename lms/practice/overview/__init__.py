"""Who practises, who is stuck, who is silent, and what nobody can do yet: for staff."""

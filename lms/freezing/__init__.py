"""Reports that were frozen (*disahkan*): numbered packages that never change, and what differs."""

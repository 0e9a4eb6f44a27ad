"""Several organisers of one program: asked by one of them, removed again."""

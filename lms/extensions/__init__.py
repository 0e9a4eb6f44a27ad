"""More time to practise: a participant asks, a trainer gives it to her, to some or to everybody."""

"""Who may sign in to the desk, how, for how long, and the log of all of it."""

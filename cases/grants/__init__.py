"""Who may do what in the database: three roles besides the owner, their rights, and the proof."""

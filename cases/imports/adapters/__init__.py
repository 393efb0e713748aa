"""Foreign formats, one file each: a reader turns the sender's files into rows of a bundle."""

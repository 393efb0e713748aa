"""How what a reader asks for is found and counted in the publication, fast at any size."""

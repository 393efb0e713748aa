"""What the benchmarks share: goals, clocks, questions, the database they ask, and peers."""

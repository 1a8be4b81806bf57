"""The rows, in the order of the matrix; then ours, in its form."""

"""The slow proofs, run by make audit."""

"""Proofs about the guide."""

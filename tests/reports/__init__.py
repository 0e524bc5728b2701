"""Proofs about reports."""

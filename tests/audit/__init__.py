"""The audit log grows only, and every change to it is found out."""

"""The tests of Heard."""

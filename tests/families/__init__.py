"""Contacts, PINs and the keys of compartments."""

"""Somebody asks to be rung, who may not be able to speak freely; and whoever rings knows that."""

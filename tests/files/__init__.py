"""Files from outside: what is refused, what is cleaned, what is found, and what is kept."""

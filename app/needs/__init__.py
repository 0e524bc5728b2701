"""What somebody needs to take part: an interpreter, a signer, breaks; they ask for it, staff arrange it."""

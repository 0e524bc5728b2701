"""Help to take part: asked for by whoever needs it, answered by staff, and read by nobody else."""

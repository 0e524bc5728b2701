"""Wrong details: seen by whom they are about, asked to be put right, and changed by nobody but staff."""

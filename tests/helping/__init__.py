"""One person helps another: asked for, agreed, ended, and never a wall lower than it was."""

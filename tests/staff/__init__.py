"""What staff do: the desk, files, people, PINs, meetings and invitations."""

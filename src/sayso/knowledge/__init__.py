"""What the tool knows about the world: tables as data files, one loader each."""

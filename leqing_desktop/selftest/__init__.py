"""What the installed program shows of itself on the machine where it stands: ``--selftest``."""

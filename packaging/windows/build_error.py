"""What stops a build, in one sentence for the builder."""


class BuildError(Exception):
    """Its text is the sentence."""

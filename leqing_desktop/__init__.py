"""乐清规划督办: the offline desktop program that carries an industry plan through its quarters."""

__version__ = "0.1.0"

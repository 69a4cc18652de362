"""The rules of the trade. Standard library only: no SQL, no Qt, no clock, no files."""

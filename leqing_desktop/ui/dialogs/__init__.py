"""Dialogs: one decision, one class, one file each."""

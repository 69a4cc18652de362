"""The verbs of the user: one class per group, one short transaction per verb, frozen data out."""

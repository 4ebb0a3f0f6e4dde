"""What can be done: every change of rows, in the verbs of the field.

An action takes session, store, actor, time and what it is about, in that order;
it never commits. Who may do it is asked in ``access`` and nowhere else.
"""

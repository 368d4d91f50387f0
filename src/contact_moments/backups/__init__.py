"""Backups into a folder: named by time, checked, encrypted where a recipient is given, and removed when they are old.

`making` makes one. It works in a private folder, asks the `folder` whether it can be used, and reads in the audit trail
which files the register has made itself (`history`): no other file is ever removed. `retention` decides which of those
stay. `encryption` knows the age format. What a backup is, and whether it can be restored, `maintenance` and
`storage.whole` know.
"""

"""The relation register: the people and organisations that contact moments name, and files of them.

It owns what "available in CRM" means. Ids are given by the organisation. A relation that is used is never
deleted: while it is archived, or once it is merged into another, it cannot take part in new contact moments, and its
earlier ones stay (wire rule 17). Only undoing an import removes those that it added and that nothing uses.
What a renaming or a merge changes in contact moments belongs to `moments`.
"""

from contact_moments.relations.relations import add, add_all, archive, rename, unarchive

__all__ = ["add", "add_all", "archive", "rename", "unarchive"]

"""Reports for those who watch over the partnership: computed, and printed.

Each is one structured document (`document`), which a page and a PDF are two views of.
Reports are public: no name, no reference and no word that somebody typed of a case is
an input of them (`docs/decisions/0102`).
"""

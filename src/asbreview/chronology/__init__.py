"""The chronology of a case: what happened and what was done, by the day it happened.

The timeline tells what was recorded, in the order of recording; this tells of the same
facts, but in the order of life, with what nobody recorded said beside it.
"""

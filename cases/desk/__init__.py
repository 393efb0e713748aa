"""The clerk's working papers: what was done, what was noticed, what is asked, what is half typed.

None of it is the record and none of it is ever published; all of it goes with the case or the
person that it is about.
"""

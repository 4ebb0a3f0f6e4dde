"""ODK's expressions: read by us, run by libxml2 as paths around our own functions.

No expression reaches libxml2 as it was written. It is parsed (`parser`), its
names are settled by whoever knows the form, and it is written again (`emit`) as
XPath 1.0 in which every function and every operator is one of ours (`library`).
"""

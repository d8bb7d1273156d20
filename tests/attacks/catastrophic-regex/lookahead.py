import re

re.match(r"(?:(?=(a*))a*)*b?(?:a|aa)+$", "a" * 100 + "c")
re.sub(r"(x+x+)+y", "", "x" * 5000)
print("never")

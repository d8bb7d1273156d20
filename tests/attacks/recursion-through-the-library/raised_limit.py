import re
import sys

sys.setrecursionlimit(10**6)


def down(match=None):
    return re.sub("a", down, "a")


down()

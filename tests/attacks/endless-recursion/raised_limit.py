import sys

sys.setrecursionlimit(2**31 - 1)


def down():
    return down()


down()

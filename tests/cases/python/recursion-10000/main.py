import sys


def depth(n):
    return 0 if n == 0 else 1 + depth(n - 1)


try:
    depth(10000)
except RecursionError as error:
    print("RecursionError:", error)
sys.setrecursionlimit(20000)
print(depth(10000))

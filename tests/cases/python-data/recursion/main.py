import sys


def down(n):
    return 0 if n == 0 else 1 + down(n - 1)


class Nested:
    def __init__(self, depth):
        self.inner = Nested(depth - 1) if depth else None

    def __repr__(self):
        return f"<{self.inner!r}>"


print(down(900))
for call in lambda: down(10**6), lambda: repr(Nested(100000)), lambda: sorted([1, 2], key=lambda x: down(10**6)):
    try:
        call()
    except RecursionError as error:
        print(type(error).__name__)
sys.setrecursionlimit(20000)
print(down(15000))
print("alive")

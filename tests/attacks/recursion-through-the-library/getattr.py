class Loop:
    def __getattr__(self, name):
        return getattr(self, name + "x")

    def __repr__(self):
        return repr([self])


try:
    repr(Loop())
except RecursionError:
    print("RecursionError")
Loop().a

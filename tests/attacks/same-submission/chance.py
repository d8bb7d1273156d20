import sys

print("set", {"alpha", "beta", "gamma", "delta"}, hash("alpha"), hash(b"beta"), hash(1.5))
print(id(object()), id(sys), object(), [id(x) for x in ("a", (1, 2), [])])
print(sys.getrefcount(None), len(sys.modules), sys.getrecursionlimit())

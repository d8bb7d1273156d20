data = ()
for _ in range(1_000_000):
    data = (data,)
try:
    repr(data)
except RecursionError:
    print("RecursionError")
del data
print("freed")

a, b = [], []
for _ in range(1_000_000):
    a, b = [a], [b]
try:
    a == b
except RecursionError:
    print("RecursionError")

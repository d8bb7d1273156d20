import pickle

data = []
for _ in range(1_000_000):
    data = [data]
try:
    pickle.dumps(data)
except RecursionError:
    print("RecursionError")

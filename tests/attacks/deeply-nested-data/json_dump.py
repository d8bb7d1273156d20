import json

data = []
for _ in range(1_000_000):
    data = [data]
try:
    json.dumps(data)
except RecursionError:
    print("RecursionError")

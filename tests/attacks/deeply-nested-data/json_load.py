import json

try:
    json.loads("[" * 1_000_000)
except RecursionError:
    print("RecursionError")

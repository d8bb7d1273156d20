import sys

while True:
    print("out", flush=True)
    print("err", file=sys.stderr)

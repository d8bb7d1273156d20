import sys

while True:
    print("an error", file=sys.stderr)

import sys
import traceback

print("to stdout")
print("to stderr", file=sys.stderr)
try:
    int("x")
except ValueError:
    traceback.print_exc()
sys.exit(1)

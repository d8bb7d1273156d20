import atexit
import sys

atexit.register(print, "bye")
print("before", end=" ")
sys.exit(int(sys.argv[1]) if sys.argv[1].isdigit() else sys.argv[1])

import os
import sys

print(sys.argv[1:])
print(os.environ.get("NAME"), os.getenv("OTHER", "(none)"), __name__)

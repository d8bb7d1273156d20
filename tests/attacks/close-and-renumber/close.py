import os

print("before", flush=True)
os.closerange(0, 1000)
os._exit(0)

import time

print("begin", flush=True)
time.sleep(60)
print("end")

print("begin", flush=True)
turns = 0
while True:
    turns += 1

items = ["lol"] * 10
for _ in range(20):
    items = [items] * 10
print(repr(items))

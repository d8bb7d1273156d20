import select

while True:
    select.select([], [], [], 3600)

def key(_):
    return sorted([1, 2], key=key)


key(0)

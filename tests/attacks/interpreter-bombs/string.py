print(len("a" * 2**40))

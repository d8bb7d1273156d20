while True:
    print("the same line again and again")

def down():
    try:
        down()
    except RecursionError:
        down()


down()

import sys


class Sticky:
    def __del__(self):
        while True:
            pass


sticky = Sticky()
del sticky

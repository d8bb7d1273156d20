import threading
from concurrent.futures import ThreadPoolExecutor


def attempt(action):
    try:
        action()
        print("started")
    except Exception as error:
        print("denied", type(error).__name__)


attempt(lambda: threading.Thread(target=print, args=("ran in a thread",)).start())
attempt(lambda: list(ThreadPoolExecutor(1000).map(print, ["ran in a thread"] * 1000)))
print("done")

import concurrent.futures
import ctypes
import multiprocessing
import os
import signal
import sqlite3
import subprocess


def cube(n):
    return n**3


if __name__ == "__main__":
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        print(list(pool.map(lambda n: n * n, range(4))))
    print(subprocess.run(["sh", "-c", "echo child says hi"], capture_output=True, text=True).stdout, end="", flush=True)
    with multiprocessing.Pool(2) as pool:
        print(pool.map(cube, range(4)))
    signal.signal(signal.SIGUSR1, lambda number, frame: print("signal", number))
    os.kill(os.getpid(), signal.SIGUSR1)
    print(ctypes.CDLL(None).abs(-3))
    print(sqlite3.connect(":memory:").execute("select 'x'").fetchone())

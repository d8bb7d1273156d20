import importlib
import main

while True:
    importlib.reload(main)

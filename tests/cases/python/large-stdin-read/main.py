import sys

text = sys.stdin.buffer.read()
lines = text.split(b"\n")
print(len(text), len(lines) - 1, lines[-2].decode())
print(sys.stdin.buffer.read(), repr(sys.stdin.readline()))

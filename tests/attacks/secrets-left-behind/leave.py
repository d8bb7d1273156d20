# Writes a secret into everything that it can reach, and ends as it is told to. It stands nowhere in here.
import builtins, collections, gc, io, json, os, random, re, sys

end = sys.argv[1] if len(sys.argv) > 1 else "normal"
secret = bytes(b ^ 90 for b in (9, 31, 25, 8, 31, 14, 119, 50, 45, 98, 49, 99, 44, 104, 46, 109))
# Another one, for runs that are on their way while somebody looks for this one.
if len(sys.argv) > 2:
    secret = secret[:15] + bytes([secret[15] ^ 1])
text = secret.decode()
keep = [bytearray(secret * (1 + n * 7)) for n in range(400)]
keep.append(bytearray(secret) * 300_000)
keep.extend([text + str(n) for n in range(20_000)])
del keep[1000:15_000:2]
sparse = bytearray(6 << 20)
for at in range(0, len(sparse) - 16, 4096):
    sparse[at:at + 16] = secret
builtins.left = json.left = sys.left = os.left = text
json.dumps = lambda *_: text
sys.modules["left"] = keep
sys.path.append(text)
os.environ["LEFT"] = text
int_cache = {text: text}
re.compile(re.escape(text))
sys.intern(text)
random.seed(text)
for place in ("left", "/tmp/left", "left.txt"):
    with open(place, "wb") as file:
        file.write(secret * 100)
def deep(n, local=text):
    return deep(n - 1, local + str(n)) if n else len(local)
deep(200)
if end == "trap":
    os.abort()
elif end == "loop":
    while True: pass
elif end == "sleep":
    import time
    time.sleep(1000)
elif end == "memory":
    while True: keep.append(bytearray(secret * 65536))
elif end == "fail":
    raise SystemExit(3)

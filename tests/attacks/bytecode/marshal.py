import marshal

data = bytearray(marshal.dumps(compile("x = [1, 2, 3]\nprint(x)", "x", "exec")))
for i in range(len(data)):
    broken = bytearray(data)
    broken[i] ^= 0x55
    try:
        exec(marshal.loads(bytes(broken)))
    except Exception:
        pass
print("done")

import base64
import csv
import difflib
import io
import json
import re
import string
import struct
import textwrap
import zlib

data = json.loads('{"name": "Zoë", "list": [1, 2.5, null, true], "nested": {"a": "\\u00e9"}}')
print(data)
print(json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")))
try:
    json.loads('{"a": 1,\n "b": }')
except json.JSONDecodeError as error:
    print(error)

print(re.findall(r"(\d+)-(\w+)", "1-one, 22-two"), re.sub(r"\b(\w)", lambda m: m[1].upper(), "make title case"))
print(re.match(r"(?P<year>\d{4})-(?P<month>\d\d)", "2024-02").groupdict(), re.split(r"[,;]\s*", "a, b;c"))
rows = list(csv.DictReader(io.StringIO('name,quote\nAda,"said ""hi"", left"\n')))
print(rows)
print(textwrap.fill("the quick brown fox jumps over the lazy dog", 16))
print(string.Template("$who owes $$5").substitute(who="Bo"), f"{3.14159:>10.2f}|{42:#x}|{1e6:,.0f}|{'x':^5}|")
print(struct.pack(">IhB", 1, -2, 3).hex(), struct.unpack("<d", bytes(6) + b"\xf0\x3f"))
print(base64.b64encode(b"any bytes"), zlib.decompress(zlib.compress(b"again " * 1000))[:11], zlib.crc32(b"check"))
print(difflib.get_close_matches("pyhton", ["python", "php", "perl"]))

import sys
import unicodedata

größe = "Größe 世界 🌍"
print(größe, len(größe), sys.stdout.encoding.lower())
for line in sys.stdin:
    line = line.rstrip("\n")
    print(f"[{line}] {len(line)} {line.upper()} {line[::-1]}")
print(unicodedata.name("é"), unicodedata.normalize("NFD", "é").encode())
print("ß".casefold(), "İ".lower().encode(), "\N{GREEK SMALL LETTER OMEGA}", ascii("ü"))

"""Gives the errors of Go's package syscall for WASI the texts that they have on Linux, which programs print and compare.

Usage: errors.py <src/syscall>; prints tables_wasip1.go.
"""

import re
import sys

folder = sys.argv[1]
linux = open(f"{folder}/zerrors_linux_amd64.go", encoding="utf-8").read()
numbers = {name: int(number, 16) for name, number in re.findall(r"^\t(E\w+)\s+= Errno\((\w+)\)$", linux, re.M)}
table = linux.split("var errors =")[1].split("\n}")[0]
texts = {int(number): text for number, text in re.findall(r'^\t(\d+):\s+"(.*)",$', table, re.M)}


def on_linux(line):
    text = texts.get(numbers.get(line[1]))
    return line[0] if text is None else f'\t{line[1]}: "{text}",'


wasi = open(f"{folder}/tables_wasip1.go", encoding="utf-8").read()
# The one text that the system's name was part of is gone.
wasi = wasi.replace('import "runtime"\n', "")
print(re.sub(r'^\t(E\w+):\s+".*,$', on_linux, wasi, flags=re.M), end="")

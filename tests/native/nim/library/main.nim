import std/[algorithm, json, os, sequtils, strformat, strutils, sugar, tables, times]
import shapes

proc fibonacci(n: int): int =
  if n < 2: n else: fibonacci(n - 1) + fibonacci(n - 2)

const
  twenty = fibonacci(20)
  motto = staticRead("motto.txt").strip

var words = initOrderedTable[string, int]()
for word in "to be or not to be".split:
  words.mgetOrPut(word, 0).inc
words.sort((a, b) => cmp(a[0], b[0]))
echo words
echo toSeq(0 ..< 10).filterIt(it mod 2 == 1).mapIt(it * it)
echo fmt"{3.14159:6.3f}|{42:5}|{255:04X}"
var total = 0
for n in parseJson("""{"a": [1, 2, 3]}""")["a"]:
  total += n.getInt
echo total
echo (dateTime(2024, mFeb, 29, zone = utc()) + 1.days).format("yyyy-MM-dd")
echo twenty, " ", area(readFile("data/sides.txt").strip.parseInt), " ", motto
writeFile("/tmp/notes.txt", "one\n")
stdout.write readFile("/tmp/notes.txt")
echo fileExists("/etc/shadow")

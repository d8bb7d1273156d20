import std/[atomics]

var total: Atomic[int]

proc work(times: int) {.thread.} =
  for _ in 1 .. times:
    discard total.fetchAdd(1)

var threads: array[4, Thread[int]]
for thread in threads.mitems:
  createThread(thread, work, 1000)
joinThreads(threads)
echo total.load

import asyncio


async def worker(name, delay):
    await asyncio.sleep(delay)
    return name


async def main():
    queue = asyncio.Queue()
    await queue.put("queued")
    results = await asyncio.gather(worker("slow", 0.02), worker("fast", 0.001))
    first = await asyncio.wait_for(worker("in time", 0), 1)
    return results, first, await queue.get()


print(asyncio.run(main()))

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;

public class Main {
    public static void main(String[] args) throws Exception {
        AtomicInteger total = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Thread thread = new Thread(() -> {
                for (int j = 0; j < 10000; j++) {
                    total.incrementAndGet();
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        System.out.println(threads.size() + " threads, " + total);
        ExecutorService pool = Executors.newFixedThreadPool(4);
        List<Future<Integer>> futures = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            int n = i;
            futures.add(pool.submit(() -> n * n));
        }
        List<Integer> squares = new ArrayList<>();
        for (Future<Integer> future : futures) {
            squares.add(future.get());
        }
        pool.shutdown();
        System.out.println(squares);
        System.out.println(CompletableFuture.supplyAsync(() -> LongStream.range(0, 1_000_000).parallel().sum()).get());
        Process child = new ProcessBuilder("sh", "-c", "echo child says hi").redirectErrorStream(true).start();
        System.out.print(new String(child.getInputStream().readAllBytes()));
        child.waitFor();
        // A thread with a larger stack, as programs ask for one to recurse deeply.
        Thread deep = new Thread(null, () -> System.out.println("deep " + depth(50000)), "deep", 1 << 26);
        deep.start();
        deep.join();
    }

    static int depth(int n) {
        return n == 0 ? 0 : depth(n - 1) + 1;
    }
}

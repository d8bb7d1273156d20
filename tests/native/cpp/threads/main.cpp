#include <atomic>
#include <condition_variable>
#include <future>
#include <iostream>
#include <mutex>
#include <queue>
#include <stdexcept>
#include <thread>
#include <vector>

int main(int argc, char **)
{
    if (argc > 1)
        throw std::runtime_error("over there");
    std::atomic<int> total{0};
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; i++)
        threads.emplace_back([&] {
            for (int j = 0; j < 10000; j++)
                total++;
        });
    threads.clear();
    std::cout << total << std::endl;
    std::cout << std::async(std::launch::async, [] { return 42; }).get() << std::endl;

    std::mutex lock;
    std::condition_variable ready;
    std::queue<int> queue;
    std::jthread producer([&] {
        for (int i = 0; i < 3; i++) {
            std::lock_guard guard(lock);
            queue.push(i);
            ready.notify_one();
        }
    });
    for (int i = 0; i < 3; i++) {
        std::unique_lock guard(lock);
        ready.wait(guard, [&] { return !queue.empty(); });
        std::cout << queue.front() << ' ';
        queue.pop();
    }
    std::cout << std::endl;
    try {
        std::async(std::launch::async, [] { throw std::runtime_error("over there"); }).get();
    } catch (const std::runtime_error &error) {
        std::cout << "caught " << error.what() << std::endl;
    }
}

#include <iostream>
#include <system_error>
#include <thread>

int main() {
    try {
        std::thread([] { std::cout << "ran in a thread\n"; }).join();
    } catch (const std::system_error &) {
        std::cout << "refused\n";
    }
}

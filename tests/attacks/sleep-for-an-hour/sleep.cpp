#include <chrono>
#include <cerrno>
#include <ctime>

int main() {
    timespec hour{3600, 0};
    while (clock_nanosleep(CLOCK_MONOTONIC, 0, &hour, nullptr) == 0) {}
}

#include <chrono>
#include <iostream>
#include <thread>

int main()
{
    std::cout << "begin" << std::endl;
    std::this_thread::sleep_for(std::chrono::minutes(1));
    std::cout << "end" << std::endl;
}

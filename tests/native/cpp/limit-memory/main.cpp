#include <iostream>
#include <vector>

int main()
{
    std::cout << "begin" << std::endl;
    std::vector<std::vector<char>> blocks;
    for (;;)
        blocks.emplace_back(1 << 20, 1);
}

#include <iostream>

int main()
{
    std::cout << "begin" << std::endl;
    for (volatile bool turn = false;;)
        turn = !turn;
}

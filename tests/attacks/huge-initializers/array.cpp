#include <array>

constinit std::array<int, 400000000> data{1};

int main() { return data[1]; }

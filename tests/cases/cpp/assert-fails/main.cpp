#include <cassert>
#include <vector>

int main() {
    std::vector<int> values;
    assert(!values.empty() && "no values");
}

#include <string>
#include <vector>

int main() {
    std::vector<std::string> names;
    names.push_back(3.5, 4);
    return names.length();
}

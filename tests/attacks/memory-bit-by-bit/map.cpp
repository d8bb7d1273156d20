#include <map>
#include <string>

int main() {
    std::map<unsigned, std::string> all;
    for (unsigned i = 0;; ++i) all[i] = std::string(1000, 'x');
}

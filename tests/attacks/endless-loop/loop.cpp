#include <string>

int main() {
    for (std::string text;; text.clear())
        for (int i = 0; i < 1000; ++i) text += 'x';
}

#include <iostream>
#include <string>

int main() {
    const std::string größe = "Größe 世界 🌍";
    std::cout << größe << '\n';
    for (std::string line; std::getline(std::cin, line);) {
        std::size_t points = 0;
        for (unsigned char c : line) points += (c & 0xc0) != 0x80;
        std::cout << '[' << line << "] " << line.size() << " bytes, " << points << " code points\n";
    }
    std::u16string wide = u"a😀";
    std::u32string wider = U"a😀";
    std::cout << wide.size() << ' ' << wider.size() << ' ' << std::hex << static_cast<unsigned long>(wider[1]) << '\n';
}

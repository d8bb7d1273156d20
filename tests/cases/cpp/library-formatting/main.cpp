#include <format>
#include <iostream>
#include <string>
#include <vector>

struct Vec {
    int x, y;
};

template <>
struct std::formatter<Vec> : std::formatter<std::string> {
    auto format(const Vec &v, std::format_context &context) const {
        return std::formatter<std::string>::format(std::format("<{}, {}>", v.x, v.y), context);
    }
};

int main() {
    std::cout << std::format("{} {} {}\n", 1, "two", 3.5);
    std::cout << std::format("{1} before {0}\n", "second", "first");
    std::cout << std::format("|{:5}|{:<5}|{:^5}|{:*>5}|{:05}|\n", 42, 42, 42, 42, 42);
    std::cout << std::format("{:x} {:#X} {:b} {:o} {:c} {:+}\n", 255, 255, 5, 8, 65, 7);
    std::cout << std::format("{:.3f} {:e} {:g} {:10.2f}|\n", 3.14159, 1234.5, 0.00001, 2.5);
    std::cout << std::format("{:.3} {:>8} {} {:{}}|\n", "truncated", "right", true, "w", 4);
    std::cout << std::format("{{}} {} {:>14}|\n", 'c', Vec{1, -2});
    std::string out;
    std::format_to(std::back_inserter(out), "{} {}", 0.1, 1e100);
    std::cout << out << ' ' << std::formatted_size("{:>20}", 1) << '\n';
    try {
        std::string pattern = "{:d}", text = "no number";
        std::cout << std::vformat(pattern, std::make_format_args(text)) << '\n';
    } catch (const std::format_error &) {
        std::cout << "format_error\n";
    }
}

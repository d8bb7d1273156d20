#include <algorithm>
#include <bit>
#include <coroutine>
#include <cstddef>
#include <expected>
#include <format>
#include <functional>
#include <map>
#include <mdspan>
#include <print>
#include <ranges>
#include <string>
#include <utility>
#include <vector>

struct Point {
    int x, y;
    template <class Self> auto&& first(this Self&& self) { return self.x; }
    auto operator<=>(const Point&) const = default;
};

template <> struct std::formatter<Point> {
    constexpr auto parse(auto& context) { return context.begin(); }
    auto format(const Point& point, auto& context) const { return std::format_to(context.out(), "({},{})", point.x, point.y); }
};

std::expected<int, std::string> half(int number) {
    if (number % 2) return std::unexpected(std::format("{} is odd", number));
    return number / 2;
}

int main() {
    std::println("{:>4}|{:^4}|{:<4}|{:#x}|{:07.3f}|{:+}", "r", "c", "l", 255, 3.14159, 5);
    std::println("{} {} {}", Point{1, 2}, std::vector{1, 2, 3}, std::map<std::string, int>{{"a", 1}});
    std::println("{} {} {}", half(12).and_then(half).value_or(-1), half(7).error(), half(8).transform([](int half) { return half * 10; }).value());
    auto fibonacci = [](this auto&& self, int n) -> int { return n < 2 ? n : self(n - 1) + self(n - 2); };
    std::println("{} {}", fibonacci(15), Point{4, 5}.first());
    std::vector letters{'a', 'b'};
    for (auto [number, letter] : std::views::zip(std::views::iota(1), letters)) std::print("{}{} ", number, letter);
    auto words = std::views::split(std::string_view("x,y,z"), ',') | std::ranges::to<std::vector<std::string>>();
    std::println("{} {}", words, std::ranges::fold_left(std::vector{1, 2, 3}, 10, std::plus{}));
    int cells[]{1, 2, 3, 4, 5, 6};
    std::mdspan table(cells, 2, 3);
    std::println("{} {} {:#x}", table[1, 2], table.extent(1), std::byteswap(0x01020304));
    if consteval { std::println("compiling"); } else { std::println("running {}", std::to_underlying(std::byte{7})); }
}

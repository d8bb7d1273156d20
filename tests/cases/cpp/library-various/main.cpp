#include <any>
#include <charconv>
#include <chrono>
#include <cmath>
#include <functional>
#include <iostream>
#include <memory>
#include <optional>
#include <random>
#include <regex>
#include <string>
#include <variant>

struct Node {
    int value;
    std::weak_ptr<Node> parent;
    std::shared_ptr<Node> child;
};

int main() {
    std::mt19937 engine;
    engine.discard(9999);
    std::cout << "mt19937 " << engine() << '\n';
    std::mt19937_64 engine64;
    engine64.discard(9999);
    std::cout << "mt19937_64 " << engine64() << '\n';
    int die = std::uniform_int_distribution<int>(1, 6)(engine);
    std::cout << "die " << (die >= 1 && die <= 6) << ", entropy " << (std::random_device{}() != std::random_device{}()) << '\n';

    std::regex date(R"((\d{4})-(\d{2})-(\d{2}))");
    std::string text = "from 2024-02-29 to 2025-12-31";
    for (std::sregex_iterator it(text.begin(), text.end(), date), end; it != end; ++it) std::cout << (*it)[1] << '.' << (*it)[2] << ' ';
    std::cout << std::regex_replace(text, date, "$3/$2") << '\n';

    using namespace std::chrono;
    constexpr year_month_day leap = 2024y / February / 29;
    std::cout << leap.ok() << ' ' << (sys_days(2025y / January / 1) - sys_days(leap)).count() << ' '
              << duration_cast<seconds>(hours(2) + minutes(3)).count() << '\n';
    auto start = steady_clock::now();
    std::cout << (steady_clock::now() >= start) << (system_clock::now() > sys_days(2020y / 1 / 1)) << '\n';

    auto root = std::make_shared<Node>(Node{1, {}, nullptr});
    root->child = std::make_shared<Node>(Node{2, root, nullptr});
    std::cout << root.use_count() << ' ' << root->child->parent.lock()->value << '\n';
    std::variant<int, std::string> either = "text";
    std::visit([](const auto &value) { std::cout << value << ' '; }, either);
    std::optional<int> nothing;
    std::cout << nothing.value_or(-1) << ' ' << std::any_cast<double>(std::any(2.5)) << '\n';
    int parsed = 0;
    std::string digits = "123abc";
    auto [rest, error] = std::from_chars(digits.data(), digits.data() + digits.size(), parsed);
    std::cout << parsed << ' ' << rest << ' ' << (error == std::errc{}) << '\n';
    char buffer[32];
    auto end = std::to_chars(buffer, buffer + 32, 0.1).ptr;
    std::cout << std::string(buffer, end) << ' ' << std::to_string(3.5) << '\n';
    std::function<int(int)> factorial = [&](int n) { return n < 2 ? 1 : n * factorial(n - 1); };
    std::cout << factorial(10) << ' ' << std::lerp(1.0, 3.0, 0.25) << ' ' << std::hypot(2, 3, 6) << '\n';
}

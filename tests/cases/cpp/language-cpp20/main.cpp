#include <compare>
#include <concepts>
#include <coroutine>
#include <iostream>
#include <string>
#include <type_traits>
#include <utility>

template <typename T>
concept Number = std::integral<T> || std::floating_point<T>;

template <Number... T>
constexpr auto sum(T... values) { return (values + ... + 0); }

consteval int square(int n) { return n * n; }

struct Version {
    int major, minor;
    auto operator<=>(const Version &) const = default;
};

struct Generator {
    struct promise_type {
        int value = 0;
        Generator get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
        std::suspend_always initial_suspend() noexcept { return {}; }
        std::suspend_always final_suspend() noexcept { return {}; }
        std::suspend_always yield_value(int v) { value = v; return {}; }
        void return_void() {}
        void unhandled_exception() { throw; }
    };
    std::coroutine_handle<promise_type> handle;
    Generator(std::coroutine_handle<promise_type> h) : handle(h) {}
    Generator(const Generator &) = delete;
    ~Generator() { handle.destroy(); }
    bool next() { handle.resume(); return !handle.done(); }
};

Generator fibonacci(int count) {
    for (int a = 0, b = 1; count-- > 0; a = std::exchange(b, a + b)) co_yield a;
}

struct Shape {
    virtual double area() const = 0;
    virtual ~Shape() = default;
};
struct Square final : Shape {
    double side;
    explicit Square(double s) : side(s) {}
    double area() const override { return side * side; }
};

template <typename T>
std::string describe(const T &value) {
    if constexpr (Number<T>) return "number " + std::to_string(value);
    else return "text " + value;
}

int main() {
    static_assert(square(12) == 144 && sum(1, 2, 3) == 6);
    std::cout << sum(1, 2.5) << ' ' << square(9) << '\n';
    std::cout << (Version{1, 10} > Version{1, 9}) << ' ' << ((Version{2, 0} <=> Version{2, 0}) == 0) << '\n';
    auto numbers = fibonacci(10);
    while (numbers.next()) std::cout << numbers.handle.promise().value << ' ';
    std::cout << '\n';
    const Shape &shape = Square(1.5);
    std::cout << shape.area() << ' ' << describe(7) << ' ' << describe(std::string("seven")) << '\n';
    auto counter = [n = 0]() mutable { return ++n; };
    counter();
    std::cout << counter() << ' ' << [](auto a, auto b) { return a < b; }(1, 2.5) << '\n';
    if (auto [q, r] = std::pair(17 / 5, 17 % 5); r) std::cout << q << " remainder " << r << '\n';
}

#include <cstdint>
#include <exception>
#include <iostream>
#include <map>
#include <memory>
#include <new>
#include <optional>
#include <stdexcept>
#include <string>
#include <typeinfo>
#include <variant>
#include <vector>

struct Trace {
    std::string name;
    explicit Trace(std::string n) : name(std::move(n)) { std::cout << '+' << name << ' '; }
    ~Trace() { std::cout << '-' << name << ' '; }
};

struct Base {
    virtual ~Base() = default;
};
struct Derived : Base {};

void inner() {
    Trace b("b");
    throw std::out_of_range("inner");
}

void outer() {
    Trace a("a");
    try {
        inner();
    } catch (const std::out_of_range &) {
        std::throw_with_nested(std::runtime_error("outer"));
    }
}

template <typename F>
void attempt(const char *what, F f) {
    try {
        f();
        std::cout << what << ": nothing thrown\n";
    } catch (const std::exception &e) {
        std::cout << what << ": " << (dynamic_cast<const std::logic_error *>(&e) ? "logic error" : "other") << '\n';
    } catch (...) {
        std::cout << what << ": something else\n";
    }
}

int main() {
    try {
        outer();
    } catch (const std::exception &e) {
        std::cout << e.what();
        try {
            std::rethrow_if_nested(e);
        } catch (const std::exception &nested) {
            std::cout << " <- " << nested.what() << '\n';
        }
    }
    attempt("stoi", [] { return std::stoi("x"); });
    attempt("at", [] { return std::vector<int>(3).at(3); });
    attempt("map at", [] { return std::map<int, int>{}.at(1); });
    attempt("bad_cast", [] { Base b; (void)dynamic_cast<Derived &>(static_cast<Base &>(b)); });
    attempt("variant", [] { (void)std::get<int>(std::variant<int, char>('c')); });
    attempt("optional", [] { (void)std::optional<int>{}.value(); });
    attempt("new", [] { ::operator delete(::operator new(SIZE_MAX)); });
    attempt("int", [] { throw 1; });
    attempt("none", [] {});
    std::exception_ptr kept;
    try { throw std::string("kept"); } catch (...) { kept = std::current_exception(); }
    try { std::rethrow_exception(kept); } catch (const std::string &s) { std::cout << s << '\n'; }
    long long caught = 0;
    for (int i = 0; i < 100000; ++i)
        try { if (i % 2) throw i; } catch (int n) { caught += n; }
    std::cout << caught << '\n';
    int constructed = 0;
    struct Parts {
        std::unique_ptr<Trace> part = std::make_unique<Trace>("part");
        explicit Parts(int &n) { n = 1; throw std::domain_error("constructor"); }
    };
    attempt("constructor", [&] { Parts p(constructed); });
}

#include <any>
#include <cstdlib>
#include <exception>
#include <functional>
#include <iostream>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

using std::cout;

struct Trace {
    std::string name;
    explicit Trace(std::string name) : name(name) { cout << "+" << name << " "; }
    ~Trace() { cout << "-" << name << (std::uncaught_exceptions() ? "! " : " "); }
};

void inner() {
    Trace trace("inner");
    throw std::runtime_error("deep");
}

void middle() {
    try {
        Trace trace("middle");
        inner();
    } catch (...) {
        cout << "again ";
        throw;
    }
}

struct HalfBuilt {
    Trace member{"member"};
    HalfBuilt() { throw std::logic_error("constructor"); }
};

struct Guarded {
    int value;
    Guarded() try : value(fails()) {
    } catch (int number) {
        cout << "initializer " << number << " ";
    }
    static int fails() { throw 7; }
};

void chain(const std::exception& error) {
    cout << error.what();
    try {
        std::rethrow_if_nested(error);
    } catch (const std::exception& cause) {
        cout << " <- ";
        chain(cause);
    }
}

template <class Error>
void expect(const char* what, std::function<void()> action) {
    try {
        action();
        cout << what << " nothing ";
    } catch (const Error&) {
        cout << what << " ";
    }
}

int* volatile made;

int main() {
    try { middle(); } catch (const std::exception& error) { cout << error.what() << "\n"; }
    try { HalfBuilt half; } catch (const std::logic_error& error) { cout << error.what() << "\n"; }
    try { Guarded guarded; } catch (int number) { cout << "and out " << number << "\n"; }
    try {
        try {
            try { throw std::out_of_range("first"); } catch (...) { std::throw_with_nested(std::runtime_error("second")); }
        } catch (...) { std::throw_with_nested(std::logic_error("third")); }
    } catch (const std::exception& error) { chain(error); }
    cout << "\n";
    std::exception_ptr kept;
    try { std::vector<int>().at(3); } catch (...) { kept = std::current_exception(); }
    expect<std::out_of_range>("pointer", [&] { std::rethrow_exception(kept); });
    expect<std::bad_cast>("cast", [] { (void)dynamic_cast<std::ostringstream&>(static_cast<std::ostream&>(cout)); });
    expect<std::bad_any_cast>("any", [] { (void)std::any_cast<std::string>(std::any(1)); });
    expect<std::bad_optional_access>("optional", [] { (void)std::optional<int>().value(); });
    expect<std::bad_variant_access>("variant", [] { (void)std::get<std::string>(std::variant<int, std::string>(1)); });
    expect<std::bad_function_call>("function", [] { std::function<void()>()(); });
    expect<std::invalid_argument>("stoi", [] { (void)std::stoi("zz"); });
    expect<std::bad_alloc>("new", [] { volatile int size = -1; made = new int[size]; });
    expect<std::ios_base::failure>("stream", [] { std::istringstream in("x"); in.exceptions(std::ios::failbit); int i; in >> i; });
    cout << std::endl;
    std::set_terminate([] { cout << "terminated" << std::endl; std::exit(3); });
    [] () noexcept { middle(); }();
}

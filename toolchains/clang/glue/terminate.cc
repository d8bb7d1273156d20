// What std::terminate does when the program has not said otherwise: print what libstdc++ prints, because that is what a
// native program shows, and abort. It stands in for libc++abi's own default handlers.
//
// Type names are demangled here rather than by __cxa_demangle, which is a fifth of a small program and would have to be
// compiled to machine code with each of them. A name that this code does not understand is left to that function when the
// program has linked it anyway, and otherwise printed as it is.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <cxxabi.h>
#include <exception>
#include <new>
#include <typeinfo>

extern "C" void *__last_raised; // See raise.c.
extern "C" [[gnu::weak]] char *__cxa_demangle(const char *, char *, size_t *, int *);

namespace {

constexpr char string_name[] = "NSt3__212basic_stringIcNS_11char_traitsIcEENS_9allocatorIcEEEE";
constexpr char string_text[] = "std::__cxx11::basic_string<char, std::char_traits<char>, std::allocator<char> >";

// Reads a mangled type name and prints it into a buffer. Knows builtin types, pointers, references, const, names in
// namespaces and classes, and template arguments of these kinds. It does not know substitutions.
class TypeName {
public:
    explicit TypeName(const char *mangled) : at(mangled) {}

    const char *text() { return type() && *at == 0 ? buffer : nullptr; }

private:
    bool type() {
        switch (*at) {
        case 'P': return ++at, type() && put("*");
        case 'R': return ++at, type() && put("&");
        case 'K': return ++at, type() && put(" const");
        case 'S':
        case 'N': return name();
        case 'Z': return local();
        default: return digit() ? component() : builtin();
        }
    }

    bool builtin() {
        static constexpr struct {
            char letter;
            const char *text;
        } table[] = {{'v', "void"},          {'b', "bool"},      {'c', "char"},          {'a', "signed char"},
                     {'h', "unsigned char"}, {'s', "short"},     {'t', "unsigned short"}, {'i', "int"},
                     {'j', "unsigned int"},  {'l', "long"},      {'m', "unsigned long"}, {'x', "long long"},
                     {'y', "unsigned long long"}, {'f', "float"}, {'d', "double"},       {'e', "long double"},
                     {'w', "wchar_t"},       {'n', "__int128"},  {'o', "unsigned __int128"}};
        for (auto &[letter, text] : table)
            if (*at == letter)
                return ++at, put(text);
        return false;
    }

    // St <component>, or N <component>... E with St allowed in front.
    bool name() {
        bool nested = skip("N");
        bool standard = skip("St");
        if (standard && !put("std"))
            return false;
        for (bool first = !standard; !nested || *at != 'E'; first = false) {
            if (!first && !put("::"))
                return false;
            if (!component())
                return false;
            if (!nested)
                return true;
        }
        ++at;
        return true;
    }

    // A type of a function's body: Z <function> E <component>. Only main and other functions without parameters that
    // the mangling would spell out.
    bool local() {
        ++at;
        bool main = std::strncmp(at, "4mainE", 6) == 0;
        if (!main || !component() || !skip("E") || !put("::"))
            return false;
        return component();
    }

    // <length> <identifier> [I <type>... E]
    bool component() {
        size_t length = 0;
        while (digit())
            length = length * 10 + size_t(*at++ - '0');
        if (length == 0 || strnlen(at, length) < length || !put(at, length))
            return false;
        at += length;
        if (!skip("I"))
            return true;
        put("<");
        for (bool first = true; *at != 'E'; first = false)
            if ((!first && !put(", ")) || !type())
                return false;
        ++at;
        return put(used > 0 && buffer[used - 1] == '>' ? " >" : ">");
    }

    bool digit() const { return *at >= '0' && *at <= '9'; }

    bool skip(const char *text) {
        size_t length = std::strlen(text);
        if (std::strncmp(at, text, length) != 0)
            return false;
        at += length;
        return true;
    }

    bool put(const char *text) { return put(text, std::strlen(text)); }

    bool put(const char *text, size_t length) {
        if (used + length >= sizeof buffer)
            return false;
        std::memcpy(buffer + used, text, length);
        used += length;
        buffer[used] = 0;
        return true;
    }

    const char *at;
    size_t used = 0;
    char buffer[512] = "";
};

void print(const char *text) { std::fputs(text, stderr); }

void print_type(const char *mangled) {
    TypeName name(mangled);
    if (std::strcmp(mangled, string_name) == 0)
        return print(string_text);
    if (const char *text = name.text())
        return print(text);
    char *text = __cxa_demangle ? __cxa_demangle(mangled, nullptr, nullptr, nullptr) : nullptr;
    print(text ? text : mangled);
}

[[noreturn]] void print_and_abort() {
    static bool entered = false;
    if (entered) {
        print("terminate called recursively\n");
        std::abort();
    }
    entered = true;
    const std::type_info *type = abi::__cxa_current_exception_type();
    if (!type && std::uncaught_exceptions() > 0) {
        abi::__cxa_begin_catch(__last_raised);
        type = abi::__cxa_current_exception_type();
    }
    if (!type) {
        print("terminate called without an active exception\n");
        std::abort();
    }
    print("terminate called after throwing an instance of '");
    print_type(type->name());
    print("'\n");
    try {
        throw;
    } catch (const std::exception &exception) {
        print("  what():  ");
        print(exception.what());
        print("\n");
    } catch (...) {
    }
    std::abort();
}

template <class Handler> Handler exchange(Handler &place, Handler handler) {
    Handler old = place;
    place = handler;
    return old;
}

} // namespace

// The names by which the rest of libc++abi reads the handlers.
extern "C" {
constinit std::terminate_handler __cxa_terminate_handler = print_and_abort;
constinit void (*__cxa_unexpected_handler)() = std::terminate;
constinit std::new_handler __cxa_new_handler = nullptr;
}

namespace std {

terminate_handler set_terminate(terminate_handler handler) noexcept {
    return exchange(__cxa_terminate_handler, handler ? handler : print_and_abort);
}

new_handler set_new_handler(new_handler handler) noexcept { return exchange(__cxa_new_handler, handler); }

// Gone from the language since C++17, but programs in older versions of it may set the handler. Nothing calls it.
void (*set_unexpected(void (*handler)()) noexcept)() { return exchange(__cxa_unexpected_handler, handler); }

} // namespace std

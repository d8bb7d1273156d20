#include <iomanip>
#include <iostream>
#include <limits>
#include <sstream>
#include <string>

struct Fraction {
    int top, bottom;
    friend std::ostream &operator<<(std::ostream &out, const Fraction &f) { return out << f.top << '/' << f.bottom; }
    friend std::istream &operator>>(std::istream &in, Fraction &f) {
        char slash;
        if (in >> f.top >> slash >> f.bottom && slash != '/') in.setstate(std::ios::failbit);
        return in;
    }
};

int main() {
    std::cout << std::fixed << std::setprecision(3) << 3.14159265 << ' ' << std::scientific << 12345.678 << '\n';
    std::cout << std::defaultfloat << std::setprecision(6) << 1e20 << ' ' << 0.1 + 0.2 << ' ' << 100000.0 << ' ' << 1e6 << '\n';
    std::cout << std::setw(8) << 42 << '|' << std::left << std::setw(8) << 42 << '|' << std::internal << std::setw(8) << -42 << '|' << std::right << std::setfill('*') << std::setw(8) << "x" << '\n';
    std::cout << std::hex << std::showbase << 255 << ' ' << std::uppercase << 48879 << ' ' << std::oct << 8 << std::dec << ' ' << std::showpos << 7 << std::noshowpos << '\n';
    std::cout << std::boolalpha << true << ' ' << std::quoted("a \"b\"") << ' ' << 'c' << ' ' << static_cast<int>('c') << '\n';
    std::istringstream in("1/2 3/4 5:6");
    Fraction f{};
    while (in >> f) std::cout << f << ' ';
    std::cout << "fail " << in.fail() << " eof " << in.eof() << '\n';
    std::ostringstream out;
    out << 1 << ',' << 2.5 << ',' << "three";
    std::cout << out.str() << ' ' << out.str().size() << '\n';
    std::string first, rest;
    std::getline(std::cin >> std::ws, first, ';');
    std::cin.ignore(std::numeric_limits<std::streamsize>::max(), '\n');
    int number = 0;
    std::cin >> number;
    std::cout << '[' << first << "] " << number << " fail " << std::cin.fail() << '\n';
    std::cin.clear();
    std::cin >> rest;
    std::cout << '[' << rest << "] " << std::numeric_limits<long long>::max() << ' ' << std::numeric_limits<double>::epsilon() << '\n';
}

// Arbitrary precision: factorials, Fibonacci numbers and powers, with operators of one's own.
#include <algorithm>
#include <cstdint>
#include <iostream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

class Natural {
public:
    Natural(std::uint64_t value = 0) {
        for (; value; value /= base) limbs_.push_back(static_cast<std::uint32_t>(value % base));
    }

    explicit Natural(std::string_view text) {
        if (text.empty() || text.find_first_not_of("0123456789") != text.npos)
            throw std::invalid_argument("not a number: " + std::string(text));
        while (!text.empty()) {
            auto take = std::min<std::size_t>(9, text.size());
            limbs_.push_back(static_cast<std::uint32_t>(std::stoul(std::string(text.substr(text.size() - take)))));
            text.remove_suffix(take);
        }
        trim();
    }

    friend Natural operator+(const Natural &a, const Natural &b) {
        Natural sum;
        std::uint64_t carry = 0;
        for (std::size_t i = 0; i < std::max(a.limbs_.size(), b.limbs_.size()) || carry; ++i) {
            carry += a.limb(i) + b.limb(i);
            sum.limbs_.push_back(static_cast<std::uint32_t>(carry % base));
            carry /= base;
        }
        return sum;
    }

    friend Natural operator*(const Natural &a, const Natural &b) {
        Natural product;
        product.limbs_.assign(a.limbs_.size() + b.limbs_.size(), 0);
        for (std::size_t i = 0; i < a.limbs_.size(); ++i) {
            std::uint64_t carry = 0;
            for (std::size_t j = 0; j < b.limbs_.size() || carry; ++j) {
                carry += product.limbs_[i + j] + std::uint64_t{a.limbs_[i]} * b.limb(j);
                product.limbs_[i + j] = static_cast<std::uint32_t>(carry % base);
                carry /= base;
            }
        }
        product.trim();
        return product;
    }

    bool operator==(const Natural &) const = default;

    friend std::ostream &operator<<(std::ostream &out, const Natural &n) { return out << n.text(); }

    std::string text() const {
        if (limbs_.empty()) return "0";
        std::string digits = std::to_string(limbs_.back());
        for (auto limb = limbs_.rbegin() + 1; limb != limbs_.rend(); ++limb) {
            std::string part = std::to_string(*limb);
            digits += std::string(9 - part.size(), '0') + part;
        }
        return digits;
    }

private:
    static constexpr std::uint64_t base = 1'000'000'000;
    std::uint64_t limb(std::size_t i) const { return i < limbs_.size() ? limbs_[i] : 0; }
    void trim() {
        while (!limbs_.empty() && limbs_.back() == 0) limbs_.pop_back();
    }
    std::vector<std::uint32_t> limbs_;
};

Natural power(Natural x, unsigned n) {
    Natural result = 1;
    for (; n; n /= 2, x = x * x)
        if (n % 2) result = result * x;
    return result;
}

int main() {
    Natural factorial = 1;
    for (unsigned i = 2; i <= 50; ++i) factorial = factorial * i;
    std::cout << factorial << '\n';
    Natural a = 0, b = 1;
    for (int i = 0; i < 300; ++i) a = std::exchange(b, a + b);
    std::cout << a << '\n' << power(2, 256) << '\n';
    std::cout << power(3, 5000).text().size() << " digits\n";
    std::string x, y;
    while (std::cin >> x >> y) try {
            Natural p = Natural(x) * Natural(y);
            std::cout << p << ' ' << (p == Natural(y) * Natural(x)) << '\n';
        } catch (const std::invalid_argument &e) {
            std::cout << e.what() << '\n';
        }
}

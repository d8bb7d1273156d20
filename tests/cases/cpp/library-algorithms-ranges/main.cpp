#include <algorithm>
#include <functional>
#include <iostream>
#include <iterator>
#include <numeric>
#include <ranges>
#include <string>
#include <string_view>
#include <vector>

template <typename Range>
void show(std::string_view name, Range &&range) {
    std::cout << name << ':';
    for (const auto &value : range) std::cout << ' ' << value;
    std::cout << '\n';
}

struct Person {
    std::string name;
    int age;
};

int main() {
    namespace views = std::views;
    show("even squares", views::iota(1) | views::filter([](int n) { return n % 2 == 0; }) |
                             views::transform([](int n) { return n * n; }) | views::take(5));
    std::vector<int> v{5, 3, 9, 1, 7};
    std::ranges::sort(v, std::greater{});
    show("sorted", v);
    show("reversed", v | views::reverse | views::drop(1));
    std::vector<Person> people{{"Bo", 40}, {"Al", 30}, {"Cy", 40}};
    std::ranges::stable_sort(people, {}, &Person::age);
    show("names", people | views::transform(&Person::name));
    std::cout << std::ranges::max(people, {}, &Person::name).name << '\n';

    std::vector<int> permutation{1, 2, 3};
    int count = 0;
    do ++count;
    while (std::next_permutation(permutation.begin(), permutation.end()));
    std::cout << count << " permutations\n";

    std::vector<int> sums(5);
    std::partial_sum(v.begin(), v.end(), sums.begin());
    show("partial sums", sums);
    std::nth_element(v.begin(), v.begin() + 2, v.end());
    std::cout << "median " << v[2] << ", product " << std::accumulate(v.begin(), v.end(), 1, std::multiplies<>()) << '\n';

    std::string text = "abracadabra";
    std::ranges::sort(text);
    text.erase(std::unique(text.begin(), text.end()), text.end());
    std::cout << text << ' ' << std::ranges::binary_search(text, 'c') << ' ' << std::gcd(84, 36) << ' ' << std::lcm(4, 6) << '\n';
    std::vector<int> left{1, 2, 4, 6}, right{2, 3, 6}, both;
    std::ranges::set_intersection(left, right, std::back_inserter(both));
    show("both", both);
    for (auto word : std::string_view("split,these,words") | views::split(','))
        std::cout << std::string_view(word.begin(), word.end()).size() << ' ';
    std::cout << '\n';
    std::cout << std::inner_product(left.begin(), left.begin() + 3, right.begin(), 0) << ' '
              << *std::lower_bound(left.begin(), left.end(), 3) << '\n';
}

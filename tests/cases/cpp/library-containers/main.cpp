#include <algorithm>
#include <array>
#include <bitset>
#include <deque>
#include <iostream>
#include <list>
#include <map>
#include <numeric>
#include <queue>
#include <set>
#include <span>
#include <stack>
#include <string>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <vector>

int total(std::span<const int> values) { return std::accumulate(values.begin(), values.end(), 0); }

int main() {
    std::map<std::string, std::vector<int>> groups;
    for (int i = 1; i <= 10; ++i) groups[i % 3 == 0 ? "three" : i % 2 == 0 ? "two" : "other"].push_back(i);
    for (const auto &[name, values] : groups) std::cout << name << ' ' << values.size() << ' ' << total(values) << '\n';

    std::priority_queue<int, std::vector<int>, std::greater<>> heap;
    for (int v : {5, 1, 4, 1, 3}) heap.push(v);
    for (; !heap.empty(); heap.pop()) std::cout << heap.top() << ' ';
    std::cout << '\n';

    std::unordered_map<std::string, int> ages{{"Ada", 36}, {"Alan", 41}};
    ages.try_emplace("Grace", 85);
    ages.erase("Alan");
    std::cout << ages.size() << ' ' << ages.at("Grace") << ' ' << ages.contains("Alan") << '\n';

    std::multiset<char> letters;
    for (char c : std::string("mississippi")) letters.insert(c);
    std::cout << letters.count('s') << ' ' << *letters.upper_bound('m') << '\n';

    std::list<int> list{3, 1, 2};
    list.sort();
    list.splice(list.begin(), std::list<int>{9, 8});
    std::deque<int> deque(list.begin(), list.end());
    deque.push_front(7);
    for (int v : deque) std::cout << v << ' ';
    std::cout << deque.back() << '\n';

    std::array<std::tuple<int, char>, 2> pairs{{{2, 'b'}, {1, 'a'}}};
    auto [number, letter] = std::min(pairs[0], pairs[1]);
    std::cout << number << letter << ' ' << std::bitset<8>(0b1011) << ' ' << std::bitset<8>(255).count() << '\n';

    std::vector<bool> flags(10);
    flags[3] = true;
    flags.flip();
    std::cout << std::count(flags.begin(), flags.end(), true) << ' ' << groups.lower_bound("p")->first << '\n';
    std::unordered_set<int> seen;
    for (int i = 0; i < 100000; ++i) seen.insert(i * 7919 % 1000);
    std::cout << seen.size() << '\n';
}

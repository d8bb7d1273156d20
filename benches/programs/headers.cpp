// Twenty-two standard headers and a bit of each, as programs in contests have them.
#include <algorithm>
#include <array>
#include <bitset>
#include <chrono>
#include <cmath>
#include <deque>
#include <functional>
#include <iomanip>
#include <iostream>
#include <map>
#include <memory>
#include <numeric>
#include <optional>
#include <queue>
#include <random>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <tuple>
#include <unordered_map>
#include <vector>

struct Edge {
    int to;
    double length;
};

int main() {
    std::mt19937 random(7);
    std::vector<std::vector<Edge>> graph(100);
    for (int from = 0; from < 100; from++)
        for (int count = 0; count < 4; count++)
            graph[from].push_back({static_cast<int>(random() % 100), 1.0 + static_cast<double>(random() % 90) / 10});

    std::vector<std::optional<double>> distance(100);
    using Reached = std::tuple<double, int>;
    std::priority_queue<Reached, std::vector<Reached>, std::greater<>> open;
    open.push({0.0, 0});
    while (!open.empty()) {
        auto [so_far, at] = open.top();
        open.pop();
        if (distance[at])
            continue;
        distance[at] = so_far;
        for (const Edge &edge : graph[at])
            open.push({so_far + edge.length, edge.to});
    }

    std::map<int, std::set<int>> by_distance;
    std::unordered_map<std::string, int> words;
    std::bitset<100> reached;
    for (int at = 0; at < 100; at++) {
        if (!distance[at])
            continue;
        by_distance[static_cast<int>(std::floor(*distance[at]))].insert(at);
        reached.set(static_cast<size_t>(at));
    }
    std::istringstream text("the quick brown fox jumps over the lazy dog");
    for (std::string word; text >> word;)
        words[word]++;

    std::array<long, 10> squares{};
    std::iota(squares.begin(), squares.end(), 1);
    std::transform(squares.begin(), squares.end(), squares.begin(), [](long x) { return x * x; });
    std::deque<int> window{1, 2, 3};
    window.push_front(0);
    auto shared = std::make_shared<std::function<int(int)>>([&](int x) { return x + window.front(); });
    try {
        std::cout << distance.at(1000).has_value() << '\n';
    } catch (const std::out_of_range &) {
        std::cout << "out of range\n";
    }
    auto since = std::chrono::milliseconds(1500);
    std::cout << std::fixed << std::setprecision(2) << distance[1].value_or(-1) << ' ' << by_distance.size() << ' '
              << reached.count() << ' ' << words["the"] << ' ' << std::accumulate(squares.begin(), squares.end(), 0L) << ' '
              << (*shared)(41) << ' ' << std::chrono::duration<double>(since).count() << '\n';
}

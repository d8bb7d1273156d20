// Shortest paths on a graph of named places, with the path itself, and on a large grid.
#include <algorithm>
#include <cstdint>
#include <functional>
#include <iostream>
#include <limits>
#include <queue>
#include <sstream>
#include <string>
#include <unordered_map>
#include <vector>

class Graph {
public:
    struct Edge {
        int to;
        std::int64_t length;
    };

    int node(const std::string &name) {
        auto [place, fresh] = index_.try_emplace(name, static_cast<int>(names_.size()));
        if (fresh) {
            names_.push_back(name);
            edges_.emplace_back();
        }
        return place->second;
    }

    void connect(int a, int b, std::int64_t length) {
        edges_[a].push_back({b, length});
        edges_[b].push_back({a, length});
    }

    struct Result {
        std::vector<std::int64_t> distance;
        std::vector<int> before;
    };

    Result search(int start) const {
        Result r{std::vector<std::int64_t>(names_.size(), unreachable), std::vector<int>(names_.size(), -1)};
        using Item = std::pair<std::int64_t, int>;
        std::priority_queue<Item, std::vector<Item>, std::greater<>> open;
        r.distance[start] = 0;
        open.emplace(0, start);
        while (!open.empty()) {
            auto [distance, from] = open.top();
            open.pop();
            if (distance > r.distance[from]) continue;
            for (const auto &[to, length] : edges_[from])
                if (distance + length < r.distance[to]) {
                    r.distance[to] = distance + length;
                    r.before[to] = from;
                    open.emplace(r.distance[to], to);
                }
        }
        return r;
    }

    std::string path(const Result &r, int to) const {
        std::vector<std::string> steps;
        for (int at = to; at != -1; at = r.before[at]) steps.push_back(names_[at]);
        std::reverse(steps.begin(), steps.end());
        std::string text;
        for (const auto &step : steps) text += (text.empty() ? "" : " > ") + step;
        return text;
    }

    const std::vector<std::string> &names() const { return names_; }
    static constexpr std::int64_t unreachable = std::numeric_limits<std::int64_t>::max();

private:
    std::unordered_map<std::string, int> index_;
    std::vector<std::string> names_;
    std::vector<std::vector<Edge>> edges_;
};

std::int64_t grid(int side) {
    Graph g;
    std::uint32_t seed = 1;
    auto random = [&] { return 1 + (seed = seed * 1664525u + 1013904223u) / 65536 % 9; };
    for (int i = 0; i < side * side; ++i) g.node(std::to_string(i));
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x) {
            if (x + 1 < side) g.connect(y * side + x, y * side + x + 1, random());
            if (y + 1 < side) g.connect(y * side + x, (y + 1) * side + x, random());
        }
    return g.search(0).distance.back();
}

int main() {
    Graph g;
    std::string line, start;
    std::getline(std::cin, start);
    while (std::getline(std::cin, line)) {
        std::istringstream in(line);
        std::string a, b;
        std::int64_t length;
        if (!(in >> a >> b >> length)) continue;
        int from = g.node(a), to = g.node(b);
        g.connect(from, to, length);
    }
    auto result = g.search(g.node(start));
    for (int i = 0; i < static_cast<int>(g.names().size()); ++i) {
        std::cout << g.names()[i] << ' ';
        if (result.distance[i] == Graph::unreachable) std::cout << "unreachable\n";
        else std::cout << result.distance[i] << " (" << g.path(result, i) << ")\n";
    }
    std::cout << "grid " << grid(150) << '\n';
}

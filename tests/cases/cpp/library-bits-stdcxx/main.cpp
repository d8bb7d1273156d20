#include <bits/stdc++.h>
using namespace std;

int main() {
    ios::sync_with_stdio(false);
    cin.tie(0);
    int n;
    cin >> n;
    vector<pair<int, int>> a(n);
    for (auto &[x, y] : a) cin >> x >> y;
    sort(begin(a), end(a));
    map<int, int> best;
    unordered_map<int, int> count;
    for (auto [x, y] : a) best[x] = max(best[x], y), count[x]++;
    for (auto [x, y] : best) cout << x << ": " << y << " of " << count[x] << "\n";
    printf("%.2f %d\n", sqrt(2.0), __builtin_popcount(255));
    cout << __gcd(12, 18) << endl;
}

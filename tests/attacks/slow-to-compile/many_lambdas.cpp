#define L(a) [](auto x) { return a; }(x)
#define L2(a) L(L(L(L(a))))
#define L3(a) L2(L2(L2(L2(a))))
#define L4(a) L3(L3(L3(L3(a))))

int main() {
    int x = 1;
    return L4(x + x) * 0 + [](auto x) { return L4(x); }(0.5) * 0;
}

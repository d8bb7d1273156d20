#define A(n) struct S##n {}; void f(S##n);
A(0) A(1) A(2) A(3) A(4) A(5) A(6) A(7) A(8) A(9)
template <typename T>
void g(T t) {
    f(t);
    g(&t);
}

int main() { g(1); }

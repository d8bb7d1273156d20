#define PARENS ()
#define EXPAND(...) E5(E5(E5(E5(E5(__VA_ARGS__)))))
#define E5(...) E4(E4(E4(E4(E4(E4(E4(E4(__VA_ARGS__))))))))
#define E4(...) E3(E3(E3(E3(E3(E3(E3(E3(__VA_ARGS__))))))))
#define E3(...) E2(E2(E2(E2(E2(E2(E2(E2(__VA_ARGS__))))))))
#define E2(...) E1(E1(E1(E1(E1(E1(E1(E1(__VA_ARGS__))))))))
#define E1(...) __VA_ARGS__
#define MORE(x, ...) x MORE_AGAIN PARENS(x x)
#define MORE_AGAIN() MORE

int n = 0 EXPAND(MORE(+1));

int main() { return n }

#pragma clang diagnostic warning "-Weverything"
#define W if (a = 1) ; "unused"; a == a;
#define X W W W W W W W W W W
#define Y X X X X X X X X X X
#define Z Y Y Y Y Y Y Y Y Y Y
int main(void) {
    int a;
    Z Z Z Z Z Z Z Z Z Z
    not_declared;
}

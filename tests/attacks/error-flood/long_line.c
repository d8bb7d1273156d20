#define A aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
#define B A A A A A A A A A A
#define C B B B B B B B B B B
#define D C C C C C C C C C C
#define STRING(...) #__VA_ARGS__
#define TEXT(...) STRING(__VA_ARGS__)
_Static_assert(0, TEXT(D D D D D D D D D D));
int main(void) { return 0; }

#define CAT(a, b) a##b
#define NAME(a, b) CAT(a, b)
#define F int NAME(f, __COUNTER__)(int x) { return x * __LINE__ + 1; }
#define X1 F F F F F F F F F F
#define X2 X1 X1 X1 X1 X1 X1 X1 X1 X1 X1
#define X3 X2 X2 X2 X2 X2 X2 X2 X2 X2 X2
#define X4 X3 X3 X3 X3 X3 X3 X3 X3 X3 X3
#define X5 X4 X4 X4 X4 X4 X4 X4 X4 X4 X4
X5 X5 X5 X5 X5
int main(void) { return 0; }

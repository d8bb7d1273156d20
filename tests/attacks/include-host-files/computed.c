#define NAME(x) #x
#define FROM(x) NAME(x)
#include FROM(/etc/passwd)
int main(void) { return 0; }

#pragma comment(lib, "/etc/passwd")
#pragma comment(linker, "@/etc/passwd")
#pragma GCC dependency "/etc/passwd"
#pragma clang module load passwd
int main(void) { return 0; }

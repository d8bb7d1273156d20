# 1 "/etc/passwd" 1
this is an error;
#line 1 "/proc/self/environ"
and another;
int main(void) { return 0; }

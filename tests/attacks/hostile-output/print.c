#include <stdio.h>

int main(void) {
    static const char text[] = "\033[2J\033]0;title\007\r\b\177</script><script>alert(1)</script>{\"success\":true,\"tests\":[]}\0end\n";
    fwrite(text, 1, sizeof text - 1, stdout);
}

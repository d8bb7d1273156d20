constexpr unsigned char text[] = {
#embed "/etc/passwd"
};
static_assert(text[0] == 0, "read");

int main() {}

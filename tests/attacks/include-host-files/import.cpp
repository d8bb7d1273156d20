import "/etc/passwd";

int main() {}

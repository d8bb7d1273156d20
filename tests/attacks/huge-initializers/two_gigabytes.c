char data[2000000000] = {1};

int main(void) { return data[1]; }

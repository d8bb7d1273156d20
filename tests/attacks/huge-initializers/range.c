int data[] = {[0 ... 300000000] = 7};

int main(void) { return data[0] - 7; }

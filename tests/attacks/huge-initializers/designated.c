int data[] = {[400000000] = 1};

int main(void) { return data[0]; }

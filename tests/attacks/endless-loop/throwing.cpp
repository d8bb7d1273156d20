volatile int caught;

int main() {
    for (;;) {
        try {
            throw 1;
        } catch (int n) {
            caught = caught + n;
        }
    }
}

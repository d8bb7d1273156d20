class Nothing {
    void main() {}
}

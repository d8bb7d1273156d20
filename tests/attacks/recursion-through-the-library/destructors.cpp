#include <iostream>
#include <memory>

struct Node {
    std::unique_ptr<Node> next;
};

// A list of a million nodes is destroyed by a million nested destructors.
int main() {
    std::unique_ptr<Node> head;
    for (int i = 0; i < 1'000'000; ++i) head = std::make_unique<Node>(Node{std::move(head)});
    std::cout << "built" << std::endl;
    head.reset();
    std::cout << "destroyed" << std::endl;
}

#include <algorithm>
#include <functional>
#include <iostream>
#include <iterator>
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

template <class T> struct Twice : public std::unary_function<T, T> {
    T operator()(const T& value) const { return value + value; }
};

struct Shape {
    virtual ~Shape() {}
    virtual double area() const = 0;
};

struct Square : Shape {
    explicit Square(double side) : side_(side) {}
    double area() const throw() { return side_ * side_; }
private:
    double side_;
};

int main() {
    std::vector<int> numbers;
    std::istringstream in("3 1 2");
    std::copy(std::istream_iterator<int>(in), std::istream_iterator<int>(), std::back_inserter(numbers));
    std::sort(numbers.begin(), numbers.end(), std::greater<int>());
    std::transform(numbers.begin(), numbers.end(), numbers.begin(), Twice<int>());
    std::cout << std::count_if(numbers.begin(), numbers.end(), std::bind2nd(std::less<int>(), 5)) << ": ";
    std::copy(numbers.begin(), numbers.end(), std::ostream_iterator<int>(std::cout, " "));
    std::map<std::string, std::vector<int> > lists;
    lists["a"].push_back(1);
    lists.insert(std::make_pair(std::string("b"), numbers));
    for (std::map<std::string, std::vector<int> >::const_iterator at = lists.begin(); at != lists.end(); ++at) {
        std::cout << at->first << at->second.size();
    }
    std::auto_ptr<Shape> shape(new Square(1.5)), taken(shape);
    std::cout << " " << (shape.get() == NULL) << taken->area() << " " << __cplusplus << std::endl;
    int constexpr_ = 0, decltype = 4;
    std::cout << decltype + constexpr_ << "\n";
    return 0;
}

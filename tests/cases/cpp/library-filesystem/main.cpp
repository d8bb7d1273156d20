#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <set>

namespace fs = std::filesystem;
using namespace std::chrono_literals;

int main() {
    fs::create_directories("a/b/c");
    std::ofstream("a/f.txt") << "hello";
    std::ofstream("a/b/g.txt") << "12345678";
    fs::copy("a", "z", fs::copy_options::recursive);
    std::set<std::string> names;
    for (const auto& entry : fs::recursive_directory_iterator("z")) {
        names.insert(entry.path().generic_string() + (entry.is_directory() ? "/" : ":" + std::to_string(entry.file_size())));
    }
    for (const auto& name : names) std::cout << name << " ";
    fs::rename("z/f.txt", "z/h.txt");
    std::cout << fs::exists("z/f.txt") << fs::exists("z/h.txt") << " " << fs::remove_all("z") << "\n";
    fs::resize_file("a/f.txt", 2);
    fs::create_symlink("f.txt", "a/link");
    std::cout << fs::file_size("a/f.txt") << " " << fs::is_symlink("a/link") << fs::read_symlink("a/link") << fs::is_empty("a/b/c") << "\n";
    auto written = fs::last_write_time("a/f.txt");
    fs::last_write_time("a/f.txt", written - 1h);
    std::cout << (fs::last_write_time("a/f.txt") == written - 1h) << fs::equivalent("a", "a/b/..") << "\n";
    std::error_code error;
    std::cout << fs::remove("none", error) << error.value() << "\n";
    try {
        fs::file_size("none");
    } catch (const fs::filesystem_error& caught) {
        std::cout << caught.path1() << (caught.code() == std::errc::no_such_file_or_directory) << "\n";
    }
    std::cout << fs::path("/a/b/../c.tar.gz").lexically_normal() << fs::path("x/y.txt").extension() << fs::path("/a/b").relative_path()
              << fs::relative("/a/b/c", "/a/d") << fs::path("p") / "q" << fs::path("x/y.txt").replace_filename("z") << "\n";
}

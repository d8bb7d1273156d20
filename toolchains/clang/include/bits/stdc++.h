// Every standard header that the language version has, as libstdc++ has it under this name. A header is asked for before
// it is included, so that the list can name what a libc++ of some version lacks.
#ifndef ENCLOS_BITS_STDCXX_H
#define ENCLOS_BITS_STDCXX_H

#include <cassert>
#include <cctype>
#include <cerrno>
#include <cfenv>
#include <cfloat>
#include <cinttypes>
#include <climits>
#include <clocale>
#include <cmath>
#include <csetjmp>
#include <csignal>
#include <cstdarg>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <cuchar>
#include <cwchar>
#include <cwctype>

#include <algorithm>
#include <array>
#include <atomic>
#include <bitset>
#include <chrono>
#include <codecvt>
#include <complex>
#include <condition_variable>
#include <deque>
#include <exception>
#include <forward_list>
#include <fstream>
#include <functional>
#include <future>
#include <initializer_list>
#include <iomanip>
#include <ios>
#include <iosfwd>
#include <iostream>
#include <istream>
#include <iterator>
#include <limits>
#include <list>
#include <locale>
#include <map>
#include <memory>
#include <mutex>
#include <new>
#include <numeric>
#include <ostream>
#include <queue>
#include <random>
#include <ratio>
#include <regex>
#include <scoped_allocator>
#include <set>
#include <sstream>
#include <stack>
#include <stdexcept>
#include <streambuf>
#include <string>
#include <system_error>
#include <thread>
#include <tuple>
#include <type_traits>
#include <typeindex>
#include <typeinfo>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <valarray>
#include <vector>

#if __cplusplus >= 201402L
#include <shared_mutex>
#endif

#if __cplusplus >= 201703L
#include <any>
#include <charconv>
#include <execution>
#include <filesystem>
#include <memory_resource>
#include <optional>
#include <string_view>
#include <variant>
#endif

#if __cplusplus >= 202002L
#include <barrier>
#include <bit>
#include <compare>
#include <concepts>
#include <coroutine>
#include <format>
#include <latch>
#include <numbers>
#include <ranges>
#include <semaphore>
#include <source_location>
#include <span>
#include <stop_token>
#include <syncstream>
#include <version>
#endif

#if __cplusplus > 202002L
#include <expected>
#include <flat_map>
#include <flat_set>
#include <mdspan>
#include <print>
#if __has_include(<generator>)
#include <generator>
#endif
#if __has_include(<spanstream>)
#include <spanstream>
#endif
#if __has_include(<stacktrace>)
#include <stacktrace>
#endif
#if __has_include(<stdfloat>)
#include <stdfloat>
#endif
#include <stdatomic.h>
#endif

// Names of libstdc++'s own that programs with this header use as if they were standard. libc++ has a __gcd too, for
// unsigned numbers only.
namespace std {

#if __cplusplus >= 201703L
inline constexpr int __gcd(int a, int b) { return gcd(a, b); }
inline constexpr long __gcd(long a, long b) { return gcd(a, b); }
inline constexpr long long __gcd(long long a, long long b) { return gcd(a, b); }
#endif

inline constexpr int __lg(int number) { return 31 - __builtin_clz(unsigned(number)); }
inline constexpr int __lg(unsigned number) { return 31 - __builtin_clz(number); }
inline constexpr int __lg(long number) { return int(sizeof number) * 8 - 1 - __builtin_clzl((unsigned long)number); }
inline constexpr int __lg(unsigned long number) { return int(sizeof number) * 8 - 1 - __builtin_clzl(number); }
inline constexpr int __lg(long long number) { return 63 - __builtin_clzll((unsigned long long)number); }
inline constexpr int __lg(unsigned long long number) { return 63 - __builtin_clzll(number); }

} // namespace std

#endif

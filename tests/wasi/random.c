/* Randomness: as much as is asked for, none twice, and yielding in between. */
#include "check.h"
#include <sched.h>

int main(void) {
    uint8_t one[1000] = {0}, two[1000] = {0};
    COMES_TO(__wasi_random_get(one, 0), 0);
    CHECK(one[0] == 0);
    COMES_TO(__wasi_random_get(one, 999), 0);
    CHECK(one[999] == 0);
    COMES_TO(__wasi_random_get(two, 999), 0);
    CHECK(memcmp(one, two, 999) != 0);

    /* All 256 values turn up in a thousand bytes but for some four; 180 is far out of luck's reach. */
    int seen[256] = {0}, different = 0;
    for (int i = 0; i < 999; i++) different += !seen[one[i]]++;
    CHECK(different > 180);

    uint64_t words[2];
    CHECK(getentropy(words, sizeof words) == 0 && words[0] != words[1]);
    FAILS(getentropy(one, 257), EIO);
    CHECK(sched_yield() == 0);
    COMES_TO(__wasi_sched_yield(), 0);
    return failures != 0;
}

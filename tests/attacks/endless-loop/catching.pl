# Swallows whatever dies, so that only a stop from outside ends it.
while (1) {
    eval { while (1) { die 'again' } };
}

<?php
// What differs from run to run is not printed, but what can be said of it.
$now = time();
var_dump($now > 1700000000, abs($_SERVER['REQUEST_TIME'] - $now) <= 2, abs(microtime(true) - $now) < 2.5, date('Y') >= 2024);
$start = hrtime(true);
usleep(20000);
$passed = (hrtime(true) - $start) / 1e6;
var_dump($passed >= 20 && $passed < 2000, random_int(5, 5), mt_rand() !== mt_rand(), strlen(random_bytes(16)),
    uniqid() !== uniqid());
mt_srand(42);
$dice = [mt_rand(1, 6), mt_rand(1, 6), mt_rand(1, 6), rand(1, 100), mt_getrandmax()];
echo json_encode($dice), "\n";
mt_srand(3);
$list = range(1, 10);
shuffle($list);
echo implode(' ', $list), ' ', str_shuffle('abcdef'), ' ', json_encode(array_rand(['a' => 1, 'b' => 2, 'c' => 3], 2)), "\n";
$random = new Random\Randomizer(new Random\Engine\Xoshiro256StarStar(7));
echo $random->getInt(1, 1000), ' ', bin2hex($random->getBytes(4)), ' ', implode(',', $random->shuffleArray([1, 2, 3, 4])), "\n";
fwrite(STDERR, random_int(0, PHP_INT_MAX) . ' ' . (new Random\Randomizer())->getInt(0, PHP_INT_MAX) . "\n");

<?php
printf("[%05d] [%-8s] [%'*10.3f] [%+d] [%x] [%X] [%o] [%b] [%c] [%e] [%5.1f%%] [%2\$s] [%s]\n", 42, 'left', 3.14159, 7, 255, 255,
    8, 5, 65, 12345.678, 99.5, true);
echo number_format(1234567.891, 2), ' ', number_format(1234567.891, 2, ',', '.'), ' ', number_format(0.5), ' ', round(2.5),
    round(-3.5), ' ', round(1234.567, -2), ' ', floor(-1.5), "\n";
echo ucfirst('abc'), lcfirst('ABC'), ' ', wordwrap('The quick brown fox', 10, "\n", true), ' ', nl2br("a\nb"), ' ',
    similar_text('World', 'Word'), levenshtein('kitten', 'sitting'), soundex('Robert'), metaphone('Thompson'), "\n";
echo str_pad('5', 3, '0', STR_PAD_LEFT), strtr('Hi all', ['Hi' => 'Hello', 'all' => 'world']), ' ',
    substr_replace('Hello', 'J', 0, 1), ' ', ucwords('a-b c', '-'), ' ', trim('--x--', '-'), ' ', strpbrk('This is', 'st'), ' ',
    chunk_split('abcd', 2, '|'), "\n";
echo md5('a'), ' ', sha1('a'), ' ', crc32('a'), ' ', hash('sha256', 'a'), ' ', hash('xxh3', 'a'), ' ', base64_encode("\0\xff"),
    ' ', bin2hex(pack('nvNVJa4', 1, 2, 3, 4, 5, 'ab')), ' ', json_encode(unpack('nbig/vlittle', "\0\1\2\0")), "\n";
var_dump(str_contains('abc', ''), strcmp('a', 'b'), strnatcmp('img12', 'img10'), explode(',', 'a,,b', -1),
    sscanf('12 apples', '%d %s'), vsprintf('%2$s-%1$s', ['a', 'b']),
    password_verify('secret', password_hash('secret', PASSWORD_BCRYPT, ['cost' => 4])), urlencode('a b&c/ü'),
    http_build_query(['a' => [1, 2], 'b' => 'x y']), parse_url('https://user@host:81/p?q=1#f'));
parse_str('a[]=1&a[]=2&b[c]=3', $parsed);
echo json_encode($parsed), ' ', serialize(['a' => 1, 'b' => [true, null, 1.5]]), ' ',
    json_encode(unserialize('a:1:{i:0;s:1:"x";}')), "\n";
print_r(array_merge_recursive(['a' => [1]], ['a' => [2], 'b' => 3]));
var_export([1, 'a' => [true, null], 'f' => 1.0, 'o' => (object) ['x' => 1]]);
echo "\n";
$people = [['name' => 'Bo', 'age' => 30], ['name' => 'Al', 'age' => 25], ['name' => 'Cy', 'age' => 30]];
usort($people, fn($a, $b) => [$b['age'], $a['name']] <=> [$a['age'], $b['name']]);
echo json_encode(array_column($people, 'age', 'name')), ' ', json_encode(array_combine(['x', 'y'], [1, 2])), ' ',
    json_encode(array_chunk([1, 2, 3], 2)), ' ', json_encode(array_fill_keys(['a', 'b'], 0)), "\n";
$mixed = [3, '10', 1, 'b', 2.5, 'a'];
sort($mixed);
echo json_encode($mixed), ' ';
$named = ['b' => 1, 'a' => 3, 'c' => 2];
foreach ([ksort(...), asort(...), arsort(...), krsort(...)] as $sorting) {
    $sorting($named);
    echo json_encode($named);
}
echo "\n";
$files = ['img12.png', 'img10.png', 'IMG2.png', 'img1.png'];
natcasesort($files);
echo implode(' ', $files), ' ', implode(' ', array_unique([1, '1', 2, 2.0, 'a', 'A'])), ' ', array_sum([1, 2.5]),
    array_product([2, '3']), ' ', implode(',', range('a', 'e', 2)), ' ', implode(',', range(0, 1, 0.25)), "\n";
echo json_encode([array_diff([1, 2, 3], [2]), array_intersect_key(['a' => 1, 'b' => 2], ['a' => 0]), array_flip(['a', 'b']),
    array_slice([1, 2, 3, 4], -2), array_splice($mixed, 1, 2, ['new']), $mixed, array_pad([1], 3, 0), array_search('1', [0, 1]),
    in_array('abc', [0]), array_key_last([1, 2, 3]), array_is_list([1 => 1]), compact('parsed'),
    array_walk($named, fn(&$v, $k) => $v = "$k$v"), $named, min(2, [1]), max('apple', 5), array_count_values(['a', 'b', 'a'])]),
    "\n";
array_multisort($order = [3, 1, 2], $people);
[$a, [$b]] = [1, [2]];
echo $a + $b, ' ', implode(',', array_map(null, [1, 2], ['a', 'b'])[1]), ' ', implode(',', array_filter([1, 0, 2, null, 3])), ' ',
    json_encode(array_filter(['a' => 1, 'b' => 2], fn($k) => $k === 'b', ARRAY_FILTER_USE_KEY)), "\n";
$heap = new SplPriorityQueue();
foreach (['low' => 1, 'high' => 10, 'mid' => 5] as $name => $priority) {
    $heap->insert($name, $priority);
}
$min = new SplMinHeap();
array_map($min->insert(...), [5, 1, 3]);
$stack = new SplStack();
$stack->push(1); $stack->push(2);
$fixed = SplFixedArray::fromArray([1, 2, 3]);
$storage = new SplObjectStorage();
$storage[$heap] = 'data';
$linked = new SplDoublyLinkedList();
$linked->push('x'); $linked->unshift('w');
echo $heap->extract(), $min->extract(), $stack->pop(), $fixed->getSize(), count($storage), $linked->offsetGet(0), ' ',
    implode(',', iterator_to_array(new LimitIterator(new InfiniteIterator(new ArrayIterator([1, 2])), 0, 5), false)), "\n";
echo bcadd('99999999999999999999', '1'), ' ', bcpow('2', '100'), ' ', bcdiv('10', '3', 10), ' ', bcmod('100', '7'), ' ',
    bcsqrt('2', 20), ' ', base_convert('ff', 16, 2), ' ', dechex(255), bindec('101'), ' ', fmod(7.5, 2), ' ', hypot(3, 4), ' ',
    M_PI, ' ', log(M_E), log10(1000), log(8, 2), ' ', deg2rad(180), ' ', is_nan(NAN) ? 'nan' : '', INF, ' ', PHP_FLOAT_EPSILON,
    ' ', intdiv(PHP_INT_MIN, 2), ' ', array_sum(array_map('sqrt', range(1, 1000))), "\n";
var_dump(ctype_digit('123'), is_numeric('1e5'), is_numeric('abc'), filter_var('a@b.org', FILTER_VALIDATE_EMAIL),
    filter_var('12', FILTER_VALIDATE_INT, ['options' => ['max_range' => 10]]), filter_var('yes', FILTER_VALIDATE_BOOL),
    version_compare('8.4.1', '8.4', '>='), (float) '1.5abc', intval('0x1A', 16), intval('012', 0), PHP_EOL,
    jdtogregorian(gregoriantojd(2, 29, 2024)), easter_days(2024), cal_days_in_month(CAL_GREGORIAN, 2, 2023));

<?php
$value = json_decode('{"a": [1, 2.5, "x\u00e9", null, true], "big": 12345678901234567890, "o": {"k": {}}}', true);
var_dump($value);
echo json_encode(['x' => 1.0, 'e' => [], 'o' => new stdClass(), 's' => "a/b\"\n\u{1F600}", 'n' => null]), ' ',
    json_encode([1.0, 0.1, 1e25], JSON_PRESERVE_ZERO_FRACTION), "\n";
try {
    json_decode('{"a":', flags: JSON_THROW_ON_ERROR);
} catch (JsonException $error) {
    echo $error->getMessage(), ' ', json_decode('[') ?? json_last_error_msg(), "\n";
}
preg_match('/(?<year>\d{4})-(?<month>\d\d)(-(\d\d))?/', 'on 2024-02 or so', $found, PREG_OFFSET_CAPTURE | PREG_UNMATCHED_AS_NULL);
echo json_encode($found), "\n";
echo preg_replace_callback('/\b(\w)(\w*)\b/', fn($m) => strtoupper($m[1]) . $m[2], 'the quick fox'), ' ',
    preg_replace('~(a)(?=b)~i', '[$1]', 'abAbac'), ' ',
    implode('|', preg_split('/([,;])\s*/', 'a, b;c', -1, PREG_SPLIT_DELIM_CAPTURE)), ' ', preg_quote('a.b*c?'), ' ',
    json_encode(preg_grep('/^a/', ['ab', 'ba', 'ac'])), ' ', preg_match('/^(?:(\()|[^()])+(?(1)\))$/', '(a)'),
    preg_match('/^(?>a+)b$/', 'aaab'), ' ', @preg_match('/(/', 'x') === false ? 'bad pattern' : '', ' ', preg_last_error_msg(),
    "\n";
preg_match_all('/(\d+)(?:px|em)/', '10px 2em 3pt', $all, PREG_SET_ORDER);
echo json_encode($all), ' ', preg_replace('/\p{L}+/u', '<$0>', 'größe 12 日本'), ' ', preg_match('/^.$/u', '🌍'), "\n";

date_default_timezone_set('UTC');
echo date('D, d M Y H:i:s', 86400 * 365), ' ', date('N jS z W t L o y', 1709164800), ' ', mktime(12, 0, 0, 2, 30, 2024), ' ',
    checkdate(2, 29, 2023) ? 'yes' : 'no', ' ', gmdate('c', 0), "\n";
$day = new DateTimeImmutable('2024-01-31 12:34:56.789', new DateTimeZone('Europe/Berlin'));
echo $day->format(DATE_ATOM . ' u e T I'), ' ', $day->add(new DateInterval('P1M2DT3H'))->format('Y-m-d H:i'), ' ',
    $day->modify('first monday of next month')->format('Y-m-d'), ' ',
    $day->setTimezone(new DateTimeZone('America/New_York'))->format('Y-m-d H:i T'), "\n";
foreach (['2024-02-28 +2 days', 'last day of february 2023', '@86400', 'monday next week 2024-05-15', '10 September 2000 UTC',
    '2024W101', 'noon tomorrow', 'garbage in',
    'garbage', '10:00 11:00', '2024-01-01 2024-01-02', 'EST PST', 'CET Europe/Berlin',
    '2040-01-01', '1 January 1800', '9999-12-31 23:59:59'] as $text) {
    $time = strtotime($text, 1700000000);
    echo $text, ': ', $time === false ? 'false' : date('Y-m-d H:i', $time), "\n";
}
$difference = (new DateTime('2000-02-29'))->diff(new DateTime('2024-03-01 06:00'));
echo $difference->format('%y %m %d %h %a %R'), ' ', $difference->days, ' ',
    DateTime::createFromFormat('d/m/Y H:i', '15/08/2022 10:30')->format('l jS F Y g:ia'), "\n";
foreach (new DatePeriod(new DateTime('2024-03-30', new DateTimeZone('Europe/London')), new DateInterval('P1D'), 2) as $each) {
    echo $each->format('m-d P U '), '';
}
var_dump(new DateTime('2024-01-01') < new DateTime('2024-01-02'), date_parse('2024-13-01')['error_count'],
    (new DateTimeZone('Asia/Kolkata'))->getOffset(new DateTime('2024-01-01')), date_create('nonsense'));
echo json_encode(date_parse_from_format('H\h i\m', '12h 30m')['hour']), ' ', idate('y', 0), ' ',
    json_encode(getdate(0)['weekday']), ' ', count(DateTimeZone::listIdentifiers()) > 400 ? 'zones' : 'no zones', ' ',
    json_encode(hrtime()[0] >= 0), "\n";
$tokens = array_map(fn($t) => $t->getTokenName(), PhpToken::tokenize('<?php $a = 1;'));
echo implode(' ', $tokens), "\n";

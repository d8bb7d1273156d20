<?php
mb_internal_encoding('UTF-8');
$größe = 'Größe 世界 🌍';
echo $größe, ' ', strlen($größe), ' ', mb_strlen($größe), ' ', mb_strtoupper($größe), ' ', mb_substr($größe, 6, 2),
    "\n";
while (($line = fgets(STDIN)) !== false) {
    $line = rtrim($line);
    printf("[%s] %d %s %s\n", $line, mb_strlen($line), strrev('abc'), implode('', array_reverse(mb_str_split($line))));
}
var_dump(preg_match_all('/\p{Lu}/u', 'ÄbÇd É', $found), $found[0],
    mb_convert_encoding('é', 'ISO-8859-1', 'UTF-8') === "\xe9");
echo json_encode("é😀/"), ' ', json_encode('é😀/', JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES), ' ', "\u{1F600}", ' ',
    mb_ord('世'), ' ', mb_chr(233), "\n";
echo mb_strwidth('日本'), ' ', mb_convert_case('straße ölig', MB_CASE_TITLE), ' ',
    mb_detect_encoding("\xff\xfe", ['UTF-8', 'ISO-8859-1']), ' ', mb_strpos('aéz', 'z'), "\n";
echo htmlspecialchars('<ä & "b">'), ' ', html_entity_decode('&eacute;&#x20AC;'), ' ', ucwords('hello big world'), ' ',
    bin2hex(mb_convert_encoding('é世', 'UTF-16LE')), "\n";

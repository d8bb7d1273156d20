<?php
mkdir('data/deep', 0777, true);
for ($i = 1; $i <= 1000; $i++) {
    file_put_contents('data/lines.txt', "line $i\n", FILE_APPEND);
}
echo filesize('data/lines.txt'), ' ', count(file('data/lines.txt')), "\n";
$file = fopen('data/lines.txt', 'r+');
fseek($file, -10, SEEK_END);
echo ftell($file), ' ', fgets($file), fgets($file) === false ? 'end' : 'more', "\n";
rewind($file);
fwrite($file, 'LINE');
fflush($file);
ftruncate($file, 14);
fclose($file);
clearstatcache();
echo json_encode(file_get_contents('data/lines.txt')), ' ', filesize('data/lines.txt'), "\n";
rename('data/lines.txt', 'data/deep/moved.txt');
copy('data/deep/moved.txt', 'data/copy.txt');
echo json_encode([file_exists('data/lines.txt'), is_dir('data/deep'), is_file('data/copy.txt'), scandir('data'),
    glob('data/*.txt')]), "\n";
foreach (new RecursiveIteratorIterator(new RecursiveDirectoryIterator('data', FilesystemIterator::SKIP_DOTS)) as $found) {
    $all[] = $found->getFilename();
}
sort($all);
echo implode(',', $all), "\n";
$csv = fopen('php://temp', 'w+');
fputcsv($csv, ['a b', 'say "hi"', 'x,y', 3.5], ',', '"', '');
rewind($csv);
echo stream_get_contents($csv), json_encode(@file_get_contents('none.txt')), ' ', error_get_last()['message'], "\n";
$temporary = tmpfile();
fwrite($temporary, 'temp');
fseek($temporary, 1);
echo fread($temporary, 10), ' ', substr(basename(tempnam(sys_get_temp_dir(), 'abc')), 0, 3), "\n";
unlink('data/copy.txt');
unlink('data/deep/moved.txt');
rmdir('data/deep');
var_dump(rmdir('data'), is_dir('data'), pathinfo('/a/b.tar.gz'), realpath('.') === getcwd());

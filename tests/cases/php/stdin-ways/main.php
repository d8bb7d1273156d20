<?php
// Every way of reading standard input, one after the other, as programs for contests use them.
$how = $argv[1];
switch ($how) {
    case 'fgets':
        $sum = 0;
        while (($line = fgets(STDIN)) !== false) {
            $sum += array_sum(array_map('intval', explode(' ', $line)));
        }
        echo $sum, ' ', var_export(feof(STDIN), true), "\n";
        break;
    case 'fscanf':
        fscanf(STDIN, '%d %d', $a, $b);
        $rest = fscanf(STDIN, '%d %s');
        echo $a * $b, ' ', json_encode($rest), ' ', var_export(fscanf(STDIN, '%d'), true), "\n";
        break;
    case 'file':
        echo json_encode(file('php://stdin', FILE_IGNORE_NEW_LINES)), "\n";
        break;
    case 'contents':
        echo strlen(file_get_contents('php://stdin')), "\n";
        break;
    case 'readline':
        while (($line = readline('> ')) !== false) {
            echo "[$line]";
        }
        echo "\n";
        break;
    case 'fgetc':
        while (($c = fgetc(STDIN)) !== false) {
            echo ord($c), ' ';
        }
        echo "\n";
        break;
    case 'csv':
        while ($row = fgetcsv(STDIN, null, ' ', '"', '')) {
            echo implode('|', $row), "\n";
        }
        break;
    case 'object':
        // It goes line by line only: foreach would rewind it first, which a pipe refuses.
        $file = new SplFileObject('php://stdin');
        while (!$file->eof()) {
            echo $file->key(), ':', rtrim($file->fgets()), "\n";
        }
        try {
            @$file->rewind();
        } catch (RuntimeException $exception) {
            echo $exception->getMessage(), "\n";
        }
        break;
}

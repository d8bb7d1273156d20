<?php
echo shell_exec("echo child says hi");
exec("exit 3", $lines, $code);
echo $code, "\n";
$process = proc_open(["tr", "a-z", "b-za"], [["pipe", "r"], ["pipe", "w"]], $pipes);
fwrite($pipes[0], "tor");
fclose($pipes[0]);
echo stream_get_contents($pipes[1]), "\n";
proc_close($process);
if ($argc > 1) {
    $all = [];
    while (true) {
        $all[] = str_repeat("x", 100000);
    }
}

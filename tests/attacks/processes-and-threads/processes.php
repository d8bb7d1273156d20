<?php
set_error_handler(fn() => true);
function attempt(string $how, callable $action): void
{
    try {
        echo $how, ' result ', json_encode($action()), "\n";
    } catch (Throwable $error) {
        echo $how, ' denied ', $error->getMessage(), "\n";
    }
}
$command = 'echo exe' . 'cuted';
attempt('system', fn() => system($command));
attempt('exec', fn() => exec($command));
attempt('passthru', fn() => passthru($command));
attempt('shell_exec', fn() => shell_exec($command));
attempt('backticks', fn() => `$command`);
attempt('popen', fn() => fgets(popen($command, 'r')));
attempt('proc_open', function () use ($command) {
    $process = proc_open($command, [1 => ['pipe', 'w']], $pipes);
    return stream_get_contents($pipes[1]);
});
attempt('fork', fn() => pcntl_fork());
attempt('kill', fn() => posix_kill(1, 9));
attempt('load', fn() => dl('ffi.so'));
attempt('mail', fn() => mail('root@localhost', 'subject', 'text'));
echo "done\n";

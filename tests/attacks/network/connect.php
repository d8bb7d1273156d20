<?php
set_error_handler(fn() => true);
$port = $argv[1] ?? 8080;
function attempt(string $how, callable $action): void
{
    try {
        echo $how, ' ', $action() ? 'REACHED' : 'denied', "\n";
    } catch (Throwable $error) {
        echo $how, ' denied ', get_class($error), "\n";
    }
}
attempt('fsockopen', fn() => fsockopen('127.0.0.1', $port, $code, $text, 1));
attempt('client', fn() => stream_socket_client("tcp://127.0.0.1:$port", $code, $text, 1));
attempt('udp', fn() => stream_socket_client("udp://127.0.0.1:$port", $code, $text, 1));
attempt('unix', fn() => stream_socket_client('unix:///var/run/docker.sock', $code, $text, 1));
attempt('server', fn() => stream_socket_server('tcp://127.0.0.1:0'));
attempt('pair', fn() => stream_socket_pair(1, 1, 0));
attempt('http', fn() => file_get_contents("http://127.0.0.1:$port/"));
attempt('metadata', fn() => file_get_contents('http://169.254.169.254/'));
attempt('ftp', fn() => fopen("ftp://127.0.0.1:$port/x", 'r'));
attempt('name', fn() => gethostbyname('example.org') !== 'example.org');
attempt('record', fn() => dns_get_record('example.org'));
attempt('device', fn() => fopen("/dev/tcp/127.0.0.1/$port", 'r'));
echo "done\n";

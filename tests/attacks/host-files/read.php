<?php
set_error_handler(fn() => true);
foreach (['/etc/passwd', '/etc/hostname', '/etc/hosts', '/proc/self/environ', '/proc/self/maps', '/proc/version', '/proc/cpuinfo',
    '/root/.bashrc', '/var/log', '/dev/mem', '/dev/tty', '/run/secrets', '../../../../../../etc/passwd', 'file:///etc/passwd',
    'php://fd/3', 'php://fd/4', 'glob:///etc/*', 'data://text/plain,x', 'php://filter/read=string.rot13/resource=/etc/passwd',
    'http://127.0.0.1/', 'ftp://127.0.0.1/', 'phar:///etc/passwd'] as $name) {
    $content = file_get_contents($name);
    echo "$name ", $content === false ? 'denied' : $content, "\n";
    if (is_dir($name) || is_link($name)) {
        echo json_encode([scandir($name), readlink($name)]), "\n";
    }
}
foreach (['/', '/etc', '/proc', '/home', '/root', '/dev'] as $folder) {
    echo "$folder ", json_encode(scandir($folder)), "\n";
}
echo "done\n";

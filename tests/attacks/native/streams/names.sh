set -e
cat /dev/stdin
echo out > /dev/stdout
echo err > /dev/stderr
echo nothing > /dev/null
echo fd > /dev/fd/1

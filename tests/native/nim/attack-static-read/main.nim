const secret = staticRead("/etc/shadow")
echo secret

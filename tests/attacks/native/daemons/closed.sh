exec >&- 2>&- <&-
sleep 60 &
echo text
exit 0

printf '[%s]\n' "$@"
echo "NAME=$NAME"
echo "OTHER=${OTHER-(none)}"

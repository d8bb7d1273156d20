echo "never printed"
echo undeclaredName

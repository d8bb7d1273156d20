while true:
  echo "again and again and again"

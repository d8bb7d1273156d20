(sleep 60)

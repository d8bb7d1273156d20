print("begin")
io.stdout:flush()
os.execute("sleep 60")
print("end")

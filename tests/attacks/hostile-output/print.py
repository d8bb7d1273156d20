print("\033[2J\033]0;title\007\r\b\177</script><script>alert(1)</script>{\"success\":true,\"tests\":[]}\0end")

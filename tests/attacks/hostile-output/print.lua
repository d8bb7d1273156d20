print("\27[2J\27]0;title\7\r\b\127</script><script>alert(1)</script>{\"success\":true,\"tests\":[]}\0end")

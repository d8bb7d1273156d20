console.log("\x1b[2J\x1b]0;title\x07\r\b\x7f</script><script>alert(1)</script>{\"success\":true,\"tests\":[]}\0end");

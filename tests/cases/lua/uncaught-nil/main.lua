local user = { name = "Ada" }
print(user.name)
print(user.address.street)

print("i2e")

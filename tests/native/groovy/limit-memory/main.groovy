println "begin"
def all = []
while (true) {
    all << new byte[1000000]
}

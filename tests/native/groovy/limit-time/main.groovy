println "begin"
while (true) {
}

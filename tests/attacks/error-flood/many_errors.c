#define E x y z;
#define F E E E E E E E E E E
#define G F F F F F F F F F F
#define H G G G G G G G G G G
#define I H H H H H H H H H H
int main(void) { I I I I I I I I I I }

#if __INCLUDE_LEVEL__ < 40
#include "a.h"
#include "a.h"
#endif

#include "shim.h"

#include <stdio.h>

// A debug build of Chipmunk, Debian's for one, greets on standard output when the first space is made, where our pictures and
// our JSON go. It is made here, before main and before any other thread, while standard output leads nowhere.
__attribute__((constructor)) static void takeGreeting(void) {
    FILE *nowhere = fopen("/dev/null", "w");
    if (nowhere == NULL) return;
    FILE *output = stdout;
    stdout = nowhere;
    cpSpaceFree(cpSpaceNew());
    stdout = output;
    fclose(nowhere);
}

#include "shim.h"

#include <string.h>

_Noreturn void cpng_fail(png_structp png, png_const_charp message) {
    CPNGFailure *failure = png_get_error_ptr(png);
    if (failure->status == CPNGStatusOk)
        failure->status = strcmp(message, "Out of memory") == 0 ? CPNGStatusOutOfMemory : CPNGStatusCorrupt;
    strncpy(failure->message, message, CPNGMessageLength - 1);
    longjmp(failure->landing, 1);
}

void cpng_ignore_warning(png_structp png, png_const_charp message) {
    (void)png;
    (void)message;
}

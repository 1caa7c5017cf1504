#pragma once

#include "CPNG.h"

#include <png.h>
#include <setjmp.h>

/// Where libpng's errors land, and what is known about them then.
typedef struct {
    jmp_buf landing;
    CPNGStatus status;
    char message[CPNGMessageLength];
} CPNGFailure;

/// libpng's error callbacks; its error pointer is a `CPNGFailure`.
_Noreturn void cpng_fail(png_structp png, png_const_charp message);
void cpng_ignore_warning(png_structp png, png_const_charp message);

static inline bool cpng_host_is_little_endian(void) {
    return __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__;
}

#pragma once

#include "CJPEG.h"

#include <stdio.h>

#include <jpeglib.h>
#include <setjmp.h>

/// libjpeg's error manager, with where its errors land and what is known about them then.
typedef struct {
    struct jpeg_error_mgr manager;
    jmp_buf landing;
    CJPEGStatus status;
    char message[CJPEGMessageLength];
} CJPEGFailure;

/// Sets `failure` up and returns it as libjpeg wants it.
struct jpeg_error_mgr *cjpeg_failure_init(CJPEGFailure *failure);

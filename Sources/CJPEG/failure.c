#include "shim.h"

#include <jerror.h>

static CJPEGStatus status_of(int code) {
    switch (code) {
    case JERR_OUT_OF_MEMORY:
        return CJPEGStatusOutOfMemory;
    case JERR_BAD_PRECISION:
    case JERR_SOF_UNSUPPORTED:
    case JERR_CONVERSION_NOTIMPL:
    case JERR_COMPONENT_COUNT:
    case JERR_ARITH_NOTIMPL:
    case JERR_NOTIMPL:
        return CJPEGStatusUnsupported;
    default:
        return CJPEGStatusCorrupt;
    }
}

static _Noreturn void fail(j_common_ptr jpeg) {
    CJPEGFailure *failure = (CJPEGFailure *)jpeg->err;
    if (failure->status == CJPEGStatusOk) failure->status = status_of(jpeg->err->msg_code);
    jpeg->err->format_message(jpeg, failure->message);
    longjmp(failure->landing, 1);
}

/// libjpeg only warns where pixels were lost and then makes them up; those warnings are errors here.
static void judge(j_common_ptr jpeg, int level) {
    if (level >= 0) return;
    switch (jpeg->err->msg_code) {
    case JWRN_HIT_MARKER:
    case JWRN_JPEG_EOF:
    case JWRN_HUFF_BAD_CODE:
    case JWRN_ARITH_BAD_CODE:
    case JWRN_MUST_RESYNC:
        fail(jpeg);
    default:
        jpeg->err->num_warnings++;
    }
}

static void print_nothing(j_common_ptr jpeg) {
    (void)jpeg;
}

struct jpeg_error_mgr *cjpeg_failure_init(CJPEGFailure *failure) {
    _Static_assert(CJPEGMessageLength >= JMSG_LENGTH_MAX, "libjpeg's messages fit");
    jpeg_std_error(&failure->manager);
    failure->manager.error_exit = fail;
    failure->manager.emit_message = judge;
    failure->manager.output_message = print_nothing;
    return &failure->manager;
}

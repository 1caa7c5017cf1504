#include "CKernels.h"
#include "multiversion.h"

CK_MULTIVERSION
void ck_bias_clamp(
    float *restrict rows, const float *restrict bias, long row_count, long channels, float lower, float upper) {
    for (long row = 0; row < row_count; row++) {
        float *values = rows + row * channels;
        for (long c = 0; c < channels; c++) values[c] = ck_clamp(values[c] + bias[c], lower, upper);
    }
}

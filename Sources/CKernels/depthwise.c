#include "CKernels.h"
#include "multiversion.h"

/* Any kernel size, with taps outside the input left out. */
CK_INLINE void border_pixel(
    const CKDepthwise *s, long oy, long ox, const float *input, const float *filter, const float *bias,
    float *restrict out) {
    const long channels = s->channels;
    const long top = oy * s->stride_y - s->padding_top, left = ox * s->stride_x - s->padding_left;
    for (long c = 0; c < channels; c++) out[c] = bias[c];
    for (long ky = 0; ky < s->kernel_height; ky++) {
        const long y = top + ky;
        if (y < 0 || y >= s->height) continue;
        for (long kx = 0; kx < s->kernel_width; kx++) {
            const long x = left + kx;
            if (x < 0 || x >= s->width) continue;
            const float *restrict in = input + (y * s->width + x) * channels;
            const float *restrict weight = filter + (ky * s->kernel_width + kx) * channels;
            for (long c = 0; c < channels; c++) out[c] += in[c] * weight[c];
        }
    }
    for (long c = 0; c < channels; c++) out[c] = ck_clamp(out[c], s->lower, s->upper);
}

/* 3×3 with all nine taps inside: one pass over the channels, the sum stays in a register. */
CK_INLINE void inner_pixel_3x3(
    const CKDepthwise *s, const float *in, const float *w, const float *restrict bias, float *restrict out) {
    const long n = s->channels, row = s->width * n;
    const float lower = s->lower, upper = s->upper;
    const float *in1 = in + row, *in2 = in1 + row;
    for (long c = 0; c < n; c++) {
        float sum = bias[c];
        sum += in[c] * w[c];
        sum += in[c + n] * w[c + n];
        sum += in[c + 2 * n] * w[c + 2 * n];
        sum += in1[c] * w[c + 3 * n];
        sum += in1[c + n] * w[c + 4 * n];
        sum += in1[c + 2 * n] * w[c + 5 * n];
        sum += in2[c] * w[c + 6 * n];
        sum += in2[c + n] * w[c + 7 * n];
        sum += in2[c + 2 * n] * w[c + 8 * n];
        out[c] = ck_clamp(sum, lower, upper);
    }
}

CK_MULTIVERSION
void ck_depthwise(
    const CKDepthwise *s, const float *input, const float *filter, const float *bias, float *restrict output) {
    const int is_3x3 = s->kernel_height == 3 && s->kernel_width == 3;
    for (long oy = 0; oy < s->output_height; oy++) {
        const long top = oy * s->stride_y - s->padding_top;
        const int row_inside = is_3x3 && top >= 0 && top + 3 <= s->height;
        for (long ox = 0; ox < s->output_width; ox++) {
            const long left = ox * s->stride_x - s->padding_left;
            float *out = output + (oy * s->output_width + ox) * s->channels;
            if (row_inside && left >= 0 && left + 3 <= s->width) {
                inner_pixel_3x3(s, input + (top * s->width + left) * s->channels, filter, bias, out);
            } else {
                border_pixel(s, oy, ox, input, filter, bias, out);
            }
        }
    }
}

#pragma once

#include "CKConvolution.h"

/* A convolution where groups = channels = output_channels and kernel_width <= CK_LARGEST_DEPTHWISE_WIDTH; the filter is
   kernel_height × kernel_width × channels. The rows given are those of output pixels. */
#define CK_LARGEST_DEPTHWISE_WIDTH 64

void ck_depthwise_convolution(
    const CKConvolution *shape, const float *input, const float *filter, const CKEpilogue *epilogue, float *output,
    CKRange rows);

/* One depthwise convolution over a picture in rows × columns × channels order; the filter is
   kernel_height × kernel_width × channels. Taps outside the input count as zero. */
typedef struct {
    long height, width, channels;
    long output_height, output_width;
    long kernel_height, kernel_width;
    long stride_y, stride_x;
    long padding_top, padding_left;
    float lower, upper; /* results are clamped to lower...upper */
} CKDepthwise;

void ck_depthwise(const CKDepthwise *shape, const float *input, const float *filter, const float *bias, float *output);

/* rows[r][c] = clamp(rows[r][c] + bias[c], lower, upper), in place. */
void ck_bias_clamp(float *rows, const float *bias, long row_count, long channels, float lower, float upper);

#pragma once

#include "CKConvolution.h"

/* A convolution where groups = channels = output_channels and kernel_width <= CK_LARGEST_DEPTHWISE_WIDTH; the filter is
   kernel_height × kernel_width × channels. The rows given are those of output pixels. */
#define CK_LARGEST_DEPTHWISE_WIDTH 64

void ck_depthwise_convolution(
    const CKConvolution *shape, const float *input, const float *filter, const CKEpilogue *epilogue, float *output,
    CKRange rows);

#pragma once

#include "CKGemm.h"

/* Convolutions of one picture in rows × columns × channels order. */

/* One picture of height × width × channels, its pixels `input_stride` floats apart. Output pixels are numbered row by
   row. Taps outside the input count as zero. */
typedef struct {
    long height, width, channels, input_stride;
    long output_height, output_width, output_channels, output_stride;
    long kernel_height, kernel_width;
    long stride_y, stride_x, dilation_y, dilation_x;
    long padding_top, padding_left;
    long groups; /* divides channels and output_channels */
} CKConvolution;

/* The groups' panels are numbered group by group. */
long ck_convolution_panels(const CKConvolution *shape);
long ck_convolution_packed_count(const CKConvolution *shape);

/* Floats from one element of a filter to the next along each of its axes. `input` runs over the channels of one group,
   `output` over all output channels. */
typedef struct {
    long y, x, input, output;
} CKFilterStrides;

void ck_convolution_pack(const CKConvolution *shape, const float *filter, CKFilterStrides strides, float *packed);

/* Bytes of scratch that one call of ck_convolution needs, of its own, at an address that 64 divides. */
long ck_convolution_scratch_bytes(const CKConvolution *shape);

/* The output pixels and panels given. Rows of the epilogue's residual are output pixels. */
void ck_convolution(
    const CKConvolution *shape, const float *input, const float *packed, const CKEpilogue *epilogue, float *output,
    CKRange pixels, CKRange panels, void *scratch);

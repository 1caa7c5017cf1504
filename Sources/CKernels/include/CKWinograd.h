#pragma once

#include "CKConvolution.h"

/* 3×3 convolutions of stride 1 by minimal filtering, F(4×4, 3×3) (Lavin and Gray, "Fast Algorithms for Convolutional Neural
   Networks", 2016): a quarter of the multiplications, four times the weights, and errors about six times those of
   ck_convolution, at most 1e-5 of the root mean square of the result where they were measured. */

/* Whether the shape can be done so, and is large enough to gain by it. */
int ck_winograd_pays(const CKConvolution *shape);

long ck_winograd_packed_count(const CKConvolution *shape);
void ck_winograd_pack(const CKConvolution *shape, const float *filter, CKFilterStrides strides, float *packed);

/* Bytes of scratch that one call of ck_winograd needs, of its own, at an address that 64 divides. */
long ck_winograd_scratch_bytes(const CKConvolution *shape);

/* The output is cut into tiles of 4×4 pixels, numbered row by row. The residual may be the output itself. */
long ck_winograd_tiles(const CKConvolution *shape);

/* The tiles given of what ck_convolution computes. */
void ck_winograd(
    const CKConvolution *shape, const float *input, const float *packed, const CKEpilogue *epilogue, float *output,
    CKRange tiles, void *scratch);

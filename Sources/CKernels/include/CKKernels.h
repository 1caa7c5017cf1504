#pragma once

#include "CKConvolution.h"
#include "CKElementwise.h"
#include "CKGemm.h"
#include "CKLines.h"
#include "CKStacking.h"
#include "CKTranspose.h"
#include "CKWinograd.h"

/* Every kernel is compiled for several instruction sets. The functions of CKernels.h use the best one that the processor
   has; a test or a measurement may ask for any. A matrix packed by one table is of no use to another. */
typedef enum { CKBaseline, CKAVX2, CKAVX512 } CKInstructionSet;

/* The functions of CKernels.h, by their names there. */
typedef struct {
    long panel_columns;
    long (*gemm_panels)(long columns);
    long (*gemm_packed_count)(long depth, long columns);
    void (*gemm_pack)(const float *, long, long, long, long, CKRange, float *);
    void (*gemm)(const CKGemm *, CKRange, CKRange);
    long (*convolution_panels)(const CKConvolution *);
    long (*convolution_packed_count)(const CKConvolution *);
    void (*convolution_pack)(const CKConvolution *, const float *, CKFilterStrides, float *);
    long (*convolution_scratch_bytes)(const CKConvolution *);
    void (*convolution)(
        const CKConvolution *, const float *, const float *, const CKEpilogue *, float *, CKRange, CKRange, void *);
    void (*apply)(CKFunction, float, float, const float *, float *, long);
    void (*reduce)(CKReduction, const CKLines *, const float *, float *, CKRange);
    void (*moments)(const CKLines *, const float *, float *, float *, CKRange);
    void (*softmax)(const CKLines *, int, const float *, float *, CKRange);
    void (*norm)(const CKNorm *, const float *, float *, CKRange);
    void (*scale_columns)(long, const float *, const float *, float, float, const float *, float *, CKRange);
    void (*depthwise_convolution)(
        const CKConvolution *, const float *, const float *, const CKEpilogue *, float *, CKRange);
    int (*winograd_pays)(const CKConvolution *);
    long (*winograd_packed_count)(const CKConvolution *);
    void (*winograd_pack)(const CKConvolution *, const float *, CKFilterStrides, float *);
    long (*winograd_scratch_bytes)(const CKConvolution *);
    long (*winograd_tiles)(const CKConvolution *);
    void (*winograd)(
        const CKConvolution *, const float *, const float *, const CKEpilogue *, float *, CKRange, void *);
    void (*transpose)(const float *, long, long, float *, long, CKRange);
    void (*stack)(const unsigned char *, const CKSheet *, long, unsigned char *, long);
} CKKernels;

/* NULL where this processor lacks the instruction set. */
const CKKernels *ck_kernels(CKInstructionSet set);

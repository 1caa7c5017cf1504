#pragma once

#include "CKConvolution.h"
#include "CKGemm.h"

/* Every kernel is compiled for several instruction sets. The functions of CKernels.h use the best one that the processor
   has; a test or a measurement may ask for any. A matrix packed by one table is of no use to another. */
typedef enum { CKBaseline, CKAVX2, CKAVX512 } CKInstructionSet;

/* The functions of CKernels.h, by their names there. */
typedef struct {
    long panel_columns;
    long (*gemm_packed_count)(long depth, long columns);
    void (*gemm_pack)(const float *, long, long, long, long, CKRange, float *);
    void (*gemm)(const CKGemm *, CKRange, CKRange);
    long (*convolution_panels)(const CKConvolution *);
    long (*convolution_packed_count)(const CKConvolution *);
    void (*convolution_pack)(const CKConvolution *, const float *, CKFilterStrides, float *);
    long (*convolution_scratch_bytes)(const CKConvolution *);
    void (*convolution)(
        const CKConvolution *, const float *, const float *, const CKEpilogue *, float *, CKRange, CKRange, void *);
} CKKernels;

/* NULL where this processor lacks the instruction set. */
const CKKernels *ck_kernels(CKInstructionSet set);

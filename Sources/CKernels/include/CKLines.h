#pragma once

#include "CKGemm.h"

/* Work along one axis of an array of outer × axis × inner numbers. A line is what lies along that axis at one place of
   the others; line number o * inner + i starts at o * axis * inner + i and its numbers are `inner` apart. A line is
   worked on in one order whatever the range, so lines may be split over threads anywhere. `in` and `out` may be the same
   array. */
typedef struct {
    long outer, axis, inner;
} CKLines;

typedef enum { CKSum, CKSumOfSquares, CKSumOfAbsolutes, CKProduct, CKLargest, CKSmallest } CKReduction;

/* out[line]. What is not a number makes a sum or a product so; CKLargest and CKSmallest pass it on too. */
void ck_reduce(CKReduction reduction, const CKLines *shape, const float *in, float *out, CKRange lines);

/* mean[line] and the mean square of the differences from it. */
void ck_moments(const CKLines *shape, const float *in, float *mean, float *variance, CKRange lines);

/* exp(x - largest), over their sum; or, as a logarithm, x - largest - log(that sum). */
void ck_softmax(const CKLines *shape, int logarithm, const float *in, float *out, CKRange lines);

/* Contiguous rows, normalised: (x - mean) / √(variance + epsilon) * scale[column] + bias[column]. With `about_zero` the mean
   is taken for zero (RMS norm). `scale` and `bias` may be NULL. */
typedef struct {
    long columns;
    float epsilon;
    int about_zero;
    const float *scale, *bias;
} CKNorm;

void ck_norm(const CKNorm *norm, const float *in, float *out, CKRange rows);

/* Rows of `columns` numbers: out = clamp(in * scale[column] + bias[column], lower, upper). */
void ck_scale_columns(
    long columns, const float *scale, const float *bias, float lower, float upper, const float *in, float *out,
    CKRange rows);

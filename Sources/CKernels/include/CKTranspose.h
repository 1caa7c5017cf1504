#pragma once

#include "CKGemm.h"

/* result is matrix turned over: the rows given of the result are those columns of the matrix, of `rows` numbers each. Strides are floats from
   one row to the next. */
void ck_transpose(
    const float *matrix, long rows, long stride, float *result, long result_stride, CKRange result_rows);

#pragma once

/* Matrix products. */

/* first ..< last. Work is split over threads by giving each its own range; every element of a result is computed the
   same way whatever the ranges. */
typedef struct {
    long first, last;
} CKRange;

/* What becomes of a sum: result = clamp(sum + bias[column] + residual[row][column], lower, upper). */
typedef struct {
    const float *bias;     /* one for each column, or NULL */
    const float *residual; /* rows like the result's, or NULL; the result itself to add to what it holds */
    long residual_stride;  /* floats from one row to the next */
    float lower, upper;    /* -INFINITY and INFINITY leave the sum as it is */
} CKEpilogue;

/* Columns of a packed matrix lie together in panels, ck_panel_columns() of them, in the last panel up to half as many more.
   The number depends on the processor. Ranges of panels may reach beyond the last. */
long ck_panel_columns(void);
long ck_gemm_panels(long columns);

/* Floats that a packed matrix of depth × columns takes. */
long ck_gemm_packed_count(long depth, long columns);

/* Packs the panels of a depth × columns matrix, element (k, n) at matrix[k * row_stride + n * column_stride]. `packed`
   is where the whole packed matrix starts. */
void ck_gemm_pack(
    const float *matrix, long row_stride, long column_stride, long depth, long columns, CKRange panels, float *packed);

/* result[m][n] = epilogue(sum over k of left[m][k] * right[k][n]) for the rows and panels given. Rows of `left` are
   contiguous, `left_stride` floats apart. */
typedef struct {
    long depth, columns;
    const float *left;
    long left_stride;
    const float *right; /* packed by ck_gemm_pack */
    float *result;
    long result_stride;
    CKEpilogue epilogue;
} CKGemm;

void ck_gemm(const CKGemm *gemm, CKRange rows, CKRange panels);

#include "CKKernels.h"

#include <stddef.h>

extern const CKKernels ck_kernels_baseline, ck_kernels_avx2, ck_kernels_avx512;

const CKKernels *ck_kernels(CKInstructionSet set) {
    switch (set) {
    case CKBaseline: return &ck_kernels_baseline;
#if defined(__x86_64__)
    case CKAVX2: return __builtin_cpu_supports("x86-64-v3") ? &ck_kernels_avx2 : NULL;
    case CKAVX512: return __builtin_cpu_supports("x86-64-v4") ? &ck_kernels_avx512 : NULL;
#endif
    default: return NULL;
    }
}

static const CKKernels *chosen(void) {
    static const CKKernels *best;
    const CKKernels *table = __atomic_load_n(&best, __ATOMIC_RELAXED);
    for (CKInstructionSet set = CKAVX512; !table; set--) table = ck_kernels(set);
    __atomic_store_n(&best, table, __ATOMIC_RELAXED);
    return table;
}

long ck_panel_columns(void) { return chosen()->panel_columns; }

long ck_gemm_panels(long columns) { return chosen()->gemm_panels(columns); }

long ck_gemm_packed_count(long depth, long columns) { return chosen()->gemm_packed_count(depth, columns); }

void ck_gemm_pack(
    const float *matrix, long row_stride, long column_stride, long depth, long columns, CKRange panels,
    float *packed) {
    chosen()->gemm_pack(matrix, row_stride, column_stride, depth, columns, panels, packed);
}

void ck_gemm(const CKGemm *gemm, CKRange rows, CKRange panels) { chosen()->gemm(gemm, rows, panels); }

long ck_convolution_panels(const CKConvolution *shape) { return chosen()->convolution_panels(shape); }

long ck_convolution_packed_count(const CKConvolution *shape) { return chosen()->convolution_packed_count(shape); }

void ck_convolution_pack(const CKConvolution *shape, const float *filter, CKFilterStrides strides, float *packed) {
    chosen()->convolution_pack(shape, filter, strides, packed);
}

long ck_convolution_scratch_bytes(const CKConvolution *shape) { return chosen()->convolution_scratch_bytes(shape); }

void ck_convolution(
    const CKConvolution *shape, const float *input, const float *packed, const CKEpilogue *epilogue, float *output,
    CKRange pixels, CKRange panels, void *scratch) {
    chosen()->convolution(shape, input, packed, epilogue, output, pixels, panels, scratch);
}

void ck_apply(CKFunction function, float alpha, float beta, const float *in, float *out, long count) {
    chosen()->apply(function, alpha, beta, in, out, count);
}

void ck_reduce(CKReduction reduction, const CKLines *shape, const float *in, float *out, CKRange lines) {
    chosen()->reduce(reduction, shape, in, out, lines);
}

void ck_moments(const CKLines *shape, const float *in, float *mean, float *variance, CKRange lines) {
    chosen()->moments(shape, in, mean, variance, lines);
}

void ck_softmax(const CKLines *shape, int logarithm, const float *in, float *out, CKRange lines) {
    chosen()->softmax(shape, logarithm, in, out, lines);
}

void ck_norm(const CKNorm *norm, const float *in, float *out, CKRange rows) { chosen()->norm(norm, in, out, rows); }

void ck_scale_columns(
    long columns, const float *scale, const float *bias, float lower, float upper, const float *in, float *out,
    CKRange rows) {
    chosen()->scale_columns(columns, scale, bias, lower, upper, in, out, rows);
}

void ck_depthwise_convolution(
    const CKConvolution *shape, const float *input, const float *filter, const CKEpilogue *epilogue, float *output,
    CKRange rows) {
    chosen()->depthwise_convolution(shape, input, filter, epilogue, output, rows);
}

int ck_winograd_pays(const CKConvolution *shape) { return chosen()->winograd_pays(shape); }

long ck_winograd_packed_count(const CKConvolution *shape) { return chosen()->winograd_packed_count(shape); }

void ck_winograd_pack(const CKConvolution *shape, const float *filter, CKFilterStrides strides, float *packed) {
    chosen()->winograd_pack(shape, filter, strides, packed);
}

long ck_winograd_scratch_bytes(const CKConvolution *shape) { return chosen()->winograd_scratch_bytes(shape); }

long ck_winograd_tiles(const CKConvolution *shape) { return chosen()->winograd_tiles(shape); }

void ck_winograd(
    const CKConvolution *shape, const float *input, const float *packed, const CKEpilogue *epilogue, float *output,
    CKRange tiles, void *scratch) {
    chosen()->winograd(shape, input, packed, epilogue, output, tiles, scratch);
}

void ck_transpose(
    const float *matrix, long rows, long stride, float *result, long result_stride, CKRange result_rows) {
    chosen()->transpose(matrix, rows, stride, result, result_stride, result_rows);
}

void ck_stack(
    const unsigned char *bottom, const CKSheet *sheets, long sheet_count, unsigned char *out, long count) {
    chosen()->stack(bottom, sheets, sheet_count, out, count);
}

#include "CKKernels.h"
#include "convolution.h"
#include "depthwise.h"
#include "elementwise.h"
#include "gemm.h"
#include "lines.h"
#include "stacking.h"
#include "winograd.h"

/* Included last by avx512.c, avx2.c and baseline.c, which say how their table is called. */
const CKKernels CK_TABLE = {
    .panel_columns = PANEL_COLUMNS,
    .gemm_panels = panel_count,
    .gemm_packed_count = gemm_packed_count,
    .gemm_pack = gemm_pack,
    .gemm = gemm,
    .convolution_panels = convolution_panels,
    .convolution_packed_count = convolution_packed_count,
    .convolution_pack = convolution_pack,
    .convolution_scratch_bytes = convolution_scratch_bytes,
    .convolution = convolution,
    .apply = apply,
    .reduce = reduce,
    .moments = moments,
    .softmax = softmax,
    .norm = norm,
    .scale_columns = scale_columns,
    .depthwise_convolution = depthwise,
    .winograd_pays = winograd_pays,
    .winograd_packed_count = winograd_packed_count,
    .winograd_pack = winograd_pack,
    .winograd_scratch_bytes = winograd_scratch_bytes,
    .winograd_tiles = winograd_tiles,
    .winograd = winograd,
    .transpose = transpose,
    .stack = stack,
};

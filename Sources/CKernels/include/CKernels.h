#pragma once

/* The loops of NeuralCore and Compositor that need wider SIMD than the baseline, in float32. Each is compiled for AVX-512, for AVX2 with
   FMA and for the baseline, and the machine picks at run time. No kernel allocates, and none keeps state. */

#include "CKConvolution.h"
#include "CKDepthwise.h"
#include "CKElementwise.h"
#include "CKGemm.h"
#include "CKKernels.h"
#include "CKLines.h"
#include "CKStacking.h"
#include "CKTranspose.h"
#include "CKWinograd.h"

#include <stddef.h>
#define CK_TABLE ck_kernels_baseline
#include "table.h"

#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// libjpeg behind functions that return a status: every longjmp starts and lands inside this target.

typedef enum __attribute__((enum_extensibility(closed))) {
    CJPEGStatusOk,
    CJPEGStatusTruncated,
    CJPEGStatusCorrupt,
    CJPEGStatusUnsupported,
    CJPEGStatusOutOfMemory,
} CJPEGStatus;

typedef enum __attribute__((enum_extensibility(closed))) {
    CJPEGColorGray,
    CJPEGColorRgb,
    CJPEGColorCmyk,
} CJPEGColor;

typedef struct {
    uint32_t width;
    uint32_t height;
    CJPEGColor color;
    /// CMYK as Adobe writes it: 255 means no ink.
    bool isInverted;
} CJPEGHeader;

/// Reads one JPEG out of memory that its caller keeps alive.
typedef struct CJPEGReader CJPEGReader;

/// NULL where memory ran out.
CJPEGReader *cjpeg_open(const uint8_t *bytes, size_t count);
void cjpeg_close(CJPEGReader *reader);

/// Reads up to the pixels; comes first and once.
CJPEGStatus cjpeg_read_header(CJPEGReader *reader, CJPEGHeader *header);

/// Fills `count` bytes with four samples a pixel, opaque RGBA or, where the header says so, CMYK, and reads on to the
/// end of the image. Comes second and once.
CJPEGStatus cjpeg_read_pixels(CJPEGReader *reader, uint8_t *pixels, size_t count);

/// The ICC profile put together from its segments, or NULL; lives as long as the reader.
const uint8_t *cjpeg_profile(const CJPEGReader *reader, size_t *count);
/// The EXIF block (TIFF header first), or NULL; to be taken before the pixels are read.
const uint8_t *cjpeg_exif(const CJPEGReader *reader, size_t *count);
/// What libjpeg said about the last status that was not ok.
const char *cjpeg_message(const CJPEGReader *reader);

typedef struct {
    uint32_t width;
    uint32_t height;
    /// 1 grey, 4 RGB and a sample that is ignored.
    uint8_t channels;
    /// 1...100.
    uint8_t quality;
    /// Rows top to bottom without padding.
    const uint8_t *pixels;
    const uint8_t *profile;
    size_t profileCount;
    /// At most `CJPEGExifLimit` bytes.
    const uint8_t *exif;
    size_t exifCount;
} CJPEGImage;

enum {
    CJPEGMessageLength = 200,
    CJPEGExifLimit = 65533 - 6,
};

/// Writes `image` as a baseline JPEG without chroma subsampling into `*bytes`, which the caller frees; on failure
/// `*bytes` is NULL and `message` says why.
CJPEGStatus cjpeg_write(const CJPEGImage *image, uint8_t **bytes, size_t *count, char message[CJPEGMessageLength]);

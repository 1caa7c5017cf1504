#include "shim.h"

#include <jerror.h>
#include <stdlib.h>
#include <string.h>

struct CJPEGReader {
    CJPEGFailure failure;
    struct jpeg_decompress_struct jpeg;
    struct jpeg_source_mgr source;
    struct jpeg_progress_mgr progress;
    uint8_t *profile;
    size_t profileCount;
};

// MARK: - Reading from memory

static void source_nothing(j_decompress_ptr jpeg) {
    (void)jpeg;
}

static boolean source_ended(j_decompress_ptr jpeg) {
    ((CJPEGFailure *)jpeg->err)->status = CJPEGStatusTruncated;
    ERREXIT(jpeg, JERR_INPUT_EOF);
    return FALSE;
}

static void source_skip(j_decompress_ptr jpeg, long count) {
    if (count <= 0) return;
    if ((size_t)count > jpeg->src->bytes_in_buffer) source_ended(jpeg);
    jpeg->src->next_input_byte += count;
    jpeg->src->bytes_in_buffer -= (size_t)count;
}

/// A small progressive file may hold thousands of scans over a huge picture; no honest one has this many.
static void limit_scans(j_common_ptr jpeg) {
    if (jpeg->is_decompressor && ((j_decompress_ptr)jpeg)->input_scan_number > 500) ERREXIT(jpeg, JERR_BAD_PROGRESSION);
}

CJPEGReader *cjpeg_open(const uint8_t *bytes, size_t count) {
    CJPEGReader *reader = calloc(1, sizeof *reader);
    if (reader == NULL) return NULL;
    reader->source.next_input_byte = bytes;
    reader->source.bytes_in_buffer = count;
    reader->source.init_source = source_nothing;
    reader->source.fill_input_buffer = source_ended;
    reader->source.skip_input_data = source_skip;
    reader->source.resync_to_restart = jpeg_resync_to_restart;
    reader->source.term_source = source_nothing;
    reader->progress.progress_monitor = limit_scans;
    reader->jpeg.err = cjpeg_failure_init(&reader->failure);
    if (setjmp(reader->failure.landing) == 0) {
        jpeg_create_decompress(&reader->jpeg);
        reader->jpeg.src = &reader->source;
        reader->jpeg.progress = &reader->progress;
        return reader;
    }
    cjpeg_close(reader);
    return NULL;
}

void cjpeg_close(CJPEGReader *reader) {
    jpeg_destroy_decompress(&reader->jpeg);
    free(reader->profile);
    free(reader);
}

// MARK: - The steps

CJPEGStatus cjpeg_read_header(CJPEGReader *reader, CJPEGHeader *header) {
    if (setjmp(reader->failure.landing) != 0) return reader->failure.status;
    j_decompress_ptr jpeg = &reader->jpeg;
    jpeg_save_markers(jpeg, JPEG_APP0 + 1, 0xFFFF);
    jpeg_save_markers(jpeg, JPEG_APP0 + 2, 0xFFFF);
    jpeg_read_header(jpeg, TRUE);
    switch (jpeg->jpeg_color_space) {
    case JCS_GRAYSCALE:
        header->color = CJPEGColorGray;
        jpeg->out_color_space = JCS_EXT_RGBA;
        break;
    case JCS_RGB:
    case JCS_YCbCr:
        header->color = CJPEGColorRgb;
        jpeg->out_color_space = JCS_EXT_RGBA;
        break;
    case JCS_CMYK:
    case JCS_YCCK:
        header->color = CJPEGColorCmyk;
        jpeg->out_color_space = JCS_CMYK;
        break;
    default:
        ERREXIT(jpeg, JERR_CONVERSION_NOTIMPL);
    }
    header->width = jpeg->image_width;
    header->height = jpeg->image_height;
    header->isInverted = jpeg->saw_Adobe_marker;
    unsigned int count = 0;
    if (jpeg_read_icc_profile(jpeg, &reader->profile, &count)) reader->profileCount = count;
    return CJPEGStatusOk;
}

CJPEGStatus cjpeg_read_pixels(CJPEGReader *reader, uint8_t *pixels, size_t count) {
    if (setjmp(reader->failure.landing) != 0) return reader->failure.status;
    j_decompress_ptr jpeg = &reader->jpeg;
    jpeg_start_decompress(jpeg);
    size_t stride = (size_t)jpeg->output_width * 4;
    if (jpeg->output_components != 4 || stride * jpeg->output_height != count) ERREXIT(jpeg, JERR_CONVERSION_NOTIMPL);
    while (jpeg->output_scanline < jpeg->output_height) {
        JSAMPROW row = pixels + stride * jpeg->output_scanline;
        jpeg_read_scanlines(jpeg, &row, 1);
    }
    jpeg_finish_decompress(jpeg);
    return CJPEGStatusOk;
}

// MARK: - What stands beside the pixels

const uint8_t *cjpeg_profile(const CJPEGReader *reader, size_t *count) {
    *count = reader->profileCount;
    return reader->profile;
}

const uint8_t *cjpeg_exif(const CJPEGReader *reader, size_t *count) {
    static const char prefix[] = "Exif\0";
    *count = 0;
    for (jpeg_saved_marker_ptr marker = reader->jpeg.marker_list; marker != NULL; marker = marker->next) {
        if (marker->marker != JPEG_APP0 + 1 || marker->data_length < sizeof prefix) continue;
        if (memcmp(marker->data, prefix, sizeof prefix) != 0) continue;
        *count = marker->data_length - sizeof prefix;
        return marker->data + sizeof prefix;
    }
    return NULL;
}

const char *cjpeg_message(const CJPEGReader *reader) {
    return reader->failure.message;
}

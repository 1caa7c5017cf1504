#include "shim.h"

#include <jerror.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    CJPEGFailure failure;
    struct jpeg_compress_struct jpeg;
    struct jpeg_destination_mgr destination;
    uint8_t *bytes;
    size_t capacity;
} Writer;

// MARK: - Writing to memory
// jpeg_mem_dest leaves its caller a dangling pointer where it fails after growing.

static void grow(j_compress_ptr jpeg) {
    Writer *writer = (Writer *)jpeg->err;
    size_t capacity = writer->capacity == 0 ? 1 << 16 : writer->capacity * 2;
    uint8_t *bytes = realloc(writer->bytes, capacity);
    if (bytes == NULL) ERREXIT1(jpeg, JERR_OUT_OF_MEMORY, 0);
    writer->destination.next_output_byte = bytes + writer->capacity;
    writer->destination.free_in_buffer = capacity - writer->capacity;
    writer->bytes = bytes;
    writer->capacity = capacity;
}

static boolean grow_when_full(j_compress_ptr jpeg) {
    grow(jpeg);
    return TRUE;
}

static void finish_nothing(j_compress_ptr jpeg) {
    (void)jpeg;
}

// MARK: - The steps

static void write_exif(j_compress_ptr jpeg, const uint8_t *exif, size_t count) {
    static const char prefix[] = "Exif\0";
    jpeg_write_m_header(jpeg, JPEG_APP0 + 1, (unsigned int)(sizeof prefix + count));
    for (size_t index = 0; index < sizeof prefix; index++) jpeg_write_m_byte(jpeg, prefix[index]);
    for (size_t index = 0; index < count; index++) jpeg_write_m_byte(jpeg, exif[index]);
}

static void write_image(Writer *writer, const CJPEGImage *image) {
    j_compress_ptr jpeg = &writer->jpeg;
    jpeg_create_compress(jpeg);
    writer->destination.init_destination = grow;
    writer->destination.empty_output_buffer = grow_when_full;
    writer->destination.term_destination = finish_nothing;
    jpeg->dest = &writer->destination;
    jpeg->image_width = image->width;
    jpeg->image_height = image->height;
    jpeg->input_components = image->channels;
    jpeg->in_color_space = image->channels == 1 ? JCS_GRAYSCALE : JCS_EXT_RGBX;
    jpeg_set_defaults(jpeg);
    jpeg_set_quality(jpeg, image->quality, TRUE);
    jpeg->optimize_coding = TRUE;
    // 4:4:4, so that colour edges stay where the edit put them.
    jpeg->comp_info[0].h_samp_factor = 1;
    jpeg->comp_info[0].v_samp_factor = 1;
    jpeg_start_compress(jpeg, TRUE);
    if (image->exif != NULL) write_exif(jpeg, image->exif, image->exifCount);
    if (image->profile != NULL) jpeg_write_icc_profile(jpeg, image->profile, (unsigned int)image->profileCount);
    size_t stride = (size_t)image->width * image->channels;
    while (jpeg->next_scanline < jpeg->image_height) {
        JSAMPROW row = (JSAMPROW)image->pixels + stride * jpeg->next_scanline;
        jpeg_write_scanlines(jpeg, &row, 1);
    }
    jpeg_finish_compress(jpeg);
}

CJPEGStatus cjpeg_write(const CJPEGImage *image, uint8_t **bytes, size_t *count, char message[CJPEGMessageLength]) {
    *bytes = NULL;
    *count = 0;
    Writer *writer = calloc(1, sizeof *writer);
    if (writer == NULL) return CJPEGStatusOutOfMemory;
    writer->jpeg.err = cjpeg_failure_init(&writer->failure);
    if (setjmp(writer->failure.landing) == 0) write_image(writer, image);
    CJPEGStatus status = writer->failure.status;
    memcpy(message, writer->failure.message, CJPEGMessageLength);
    jpeg_destroy_compress(&writer->jpeg);
    if (status == CJPEGStatusOk) {
        *bytes = writer->bytes;
        *count = writer->capacity - writer->destination.free_in_buffer;
    } else {
        free(writer->bytes);
    }
    free(writer);
    return status;
}

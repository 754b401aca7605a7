/*
 * The native encoder: H.264 by libx264, straight from the ring of frames that the browser writes.
 *
 *   encode WIDTH HEIGHT FPS BITRATE_KBPS GOP_FRAMES LEVEL
 *
 * It maps the ring's file, is told frame by frame where in it the next one lies and which
 * rectangles of it changed, and has libx264 skip all other macroblocks without a look. Commands
 * come on stdin, answers go to stdout, both little-endian and both described in `wire.ts`; what is
 * wrong is said on stderr, and ends it. It also ends when stdin does.
 */
#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <x264.h>
#include "rate.h"
#include "standing.h"

enum { MAP = 1, FRAME = 2, BITRATE = 3 };
enum { KEY = 1, ALL = 2 };
enum { CONFIG = 1, CODED = 2 };
enum { RINGS = 4, PATH_MAX_BYTES = 4096, RECTS_MAX = 4096 };
enum { KBPS_MAX = 1000000 };

/* A command's head; what follows it depends on the kind. */
typedef struct {
  uint8_t kind;
  uint8_t flags;
  uint16_t rects;
  uint32_t value; /* The ring's number, or the bitrate. */
  uint64_t at;    /* The slot's offset, or the length of the path that follows. */
} Command;

typedef struct {
  uint16_t left, top, right, bottom;
} Rect;

typedef struct {
  uint8_t *bytes; /* NULL where there is none; to be read only. */
  uint64_t length;
} Ring;

static _Noreturn void fail(const char *format, ...) {
  va_list values;
  va_start(values, format);
  vfprintf(stderr, format, values);
  va_end(values);
  fputc('\n', stderr);
  exit(1);
}

/* Reads all of it. Returns 0 when stdin has ended before the first byte. */
static int take(void *into, size_t length) {
  size_t got = fread(into, 1, length, stdin);
  if (got == 0 && length > 0) return 0;
  if (got < length) fail("Expected %zu more bytes, but stdin ended after %zu.", length, got);
  return 1;
}

static void take_whole(void *into, size_t length) {
  if (length > 0 && !take(into, length)) fail("Expected %zu more bytes, but stdin ended.", length);
}

static void answer(uint8_t kind, uint8_t flags, const uint8_t *bytes, uint32_t length) {
  uint8_t head[8] = {kind, flags, 0, 0};
  memcpy(head + 4, &length, sizeof length);
  if (fwrite(head, 1, sizeof head, stdout) != sizeof head ||
      fwrite(bytes, 1, length, stdout) != length || fflush(stdout) != 0)
    fail("Nobody reads the frames: %s.", strerror(errno));
}

static uint32_t argument(const char *name, const char *text, uint32_t least, uint32_t most) {
  char *end;
  unsigned long value = strtoul(text, &end, 10);
  if (*text < '0' || *text > '9' || *end != '\0' || value < least || value > most)
    fail("Expected %s from %u to %u, got \"%s\".", name, least, most, text);
  return (uint32_t)value;
}

static x264_t *open_x264(int width, int height, int fps, const char *level) {
  x264_param_t param;
  x264_param_default_preset(&param, "superfast", "zerolatency");
  param.i_log_level = X264_LOG_ERROR;
  param.i_width = width;
  param.i_height = height;
  param.i_csp = X264_CSP_I420;
  param.i_fps_num = (uint32_t)fps;
  param.i_fps_den = 1;
  param.b_vfr_input = 0;
  /* Slices for a second thread would cost bits and time of the browser's core. */
  param.i_threads = 1;
  param.b_annexb = 0;
  param.b_repeat_headers = 0;
  param.vui.b_fullrange = 0;
  param.vui.i_colorprim = param.vui.i_transfer = param.vui.i_colmatrix = 1; /* BT.709 */
  /* Key frames come where we say and nowhere else. */
  param.i_keyint_max = X264_KEYINT_MAX_INFINITE;
  param.i_scenecut_threshold = 0;
  param.i_bframe = 0;
  param.b_open_gop = 0;
  /*
   * Vectors of whole pixels: what moves here are drawings, which go by whole pixels or turn. Half
   * pixels cost a quarter of the time, for they are made of every frame whether it moves or not.
   */
  param.analyse.i_subpel_refine = 0;
  /* Weights would make a constant macroblock inconstant. */
  param.analyse.i_weighted_pred = X264_WEIGHTP_NONE;
  param.analyse.b_mb_info = param.analyse.b_mb_info_update = 1;
  /* A quantiser for each frame counts within these factors of the constant one: 13 to 51. */
  param.rc.i_rc_method = X264_RC_CQP;
  param.rc.i_qp_constant = 33;
  param.rc.f_ip_factor = param.rc.f_pb_factor = 10;
  if (x264_param_parse(&param, "level", level) != 0) fail("There is no level \"%s\".", level);
  if (x264_param_apply_profile(&param, "high") != 0) fail("This libx264 has no high profile.");
  x264_t *x264 = x264_encoder_open(&param);
  if (!x264) fail("libx264 does not take %dx%d.", width, height);
  return x264;
}

/*
 * Answers with the AVCDecoderConfigurationRecord (ISO/IEC 14496-15, 5.3.3.1), and reads what frames
 * of our own need to know.
 */
static Headers answer_config(x264_t *x264) {
  x264_nal_t *nals;
  int count;
  if (x264_encoder_headers(x264, &nals, &count) < 0) fail("libx264 gave no headers.");
  Headers headers = {0, 0};
  uint8_t record[1024], counted[512];
  uint32_t length = 6;
  for (int i = 0; i < count; i++) {
    int is_sps = nals[i].i_type == NAL_SPS;
    if (!is_sps && nals[i].i_type != NAL_PPS) continue;
    /* Its length stands before it in four bytes here, in two there. */
    const uint8_t *nal = nals[i].p_payload + 4;
    size_t bytes = (size_t)nals[i].i_payload - 4;
    if (is_sps) {
      memcpy(record, (uint8_t[]){1, nal[1], nal[2], nal[3], 0xff, 0xe1}, 6);
      size_t own = count_order(&headers, counted, nal, bytes);
      if (own > 0) nal = counted, bytes = own;
    } else {
      if (!read_pps(&headers, nal, bytes) && headers.number_bits > 0)
        fail("This libx264 writes parameters that are not known.");
      record[length++] = 1;
    }
    if (length + bytes + 7 > sizeof record) fail("The headers are too long.");
    record[length++] = (uint8_t)(bytes >> 8);
    record[length++] = (uint8_t)bytes;
    memcpy(record + length, nal, bytes);
    length += (uint32_t)bytes;
  }
  /* What the high profile adds: 4:2:0, eight bits, no more sets. */
  memcpy(record + length, (uint8_t[]){0xfd, 0xf8, 0xf8, 0}, 4);
  answer(CONFIG, 0, record, length + 4);
  return headers;
}

static Ring *ring_of(Ring *rings, uint32_t number) {
  if (number >= RINGS) fail("Expected a ring below %d, got %u.", RINGS, number);
  return &rings[number];
}

static void map(Ring *ring, uint64_t path_bytes) {
  char path[PATH_MAX_BYTES + 1];
  if (path_bytes == 0 || path_bytes > PATH_MAX_BYTES)
    fail("Expected a path of 1 to %d bytes, got %llu.", PATH_MAX_BYTES, (unsigned long long)path_bytes);
  take_whole(path, path_bytes);
  path[path_bytes] = '\0';
  if (ring->bytes) munmap(ring->bytes, ring->length);
  struct stat about;
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0 || fstat(file, &about) != 0) fail("Cannot open %s: %s.", path, strerror(errno));
  ring->length = (uint64_t)about.st_size;
  void *bytes = mmap(NULL, ring->length, PROT_READ, MAP_SHARED, file, 0);
  if (bytes == MAP_FAILED) fail("Cannot map %s: %s.", path, strerror(errno));
  close(file);
  ring->bytes = bytes;
}

typedef struct {
  x264_t *x264;
  x264_picture_t picture;
  int width, height, blocks;
  uint8_t *info; /* Of each macroblock, whether it is constant. */
  uint32_t gop_frames, since_key;
  Rate rate;
  Headers headers;
  FirstRow row;
  uint8_t *raw, *written; /* Room for a frame that is rewritten. */
  size_t room;
  unsigned number;          /* Of the last frame that libx264 coded. */
  unsigned order, standing; /* Frames since the last key frame, and since that of libx264. */
} Encoder;

/* Marks the macroblocks that the rectangles touch. Returns how many there are. */
static int mark(Encoder *e, const Rect *rects, int count) {
  int across = (e->width + 15) / 16, changed = 0;
  memset(e->info, X264_MBINFO_CONSTANT, (size_t)e->blocks);
  for (int i = 0; i < count; i++) {
    Rect r = rects[i];
    if (r.left >= r.right || r.top >= r.bottom || r.right > e->width || r.bottom > e->height)
      fail("A rectangle of %u,%u to %u,%u is not in the picture.", r.left, r.top, r.right, r.bottom);
    int first = r.left / 16, end = (r.right + 15) / 16;
    for (int y = r.top / 16; y < (r.bottom + 15) / 16; y++)
      memset(e->info + y * across + first, 0, (size_t)(end - first));
  }
  for (int i = 0; i < e->blocks; i++) changed += e->info[i] == 0;
  return changed;
}

/*
 * Answers with a frame that stands still, where the picture does and nothing is to be gained by
 * coding it again. Returns whether it has.
 */
static int stand(Encoder *e, const uint8_t *pixels, int qp) {
  int across = (e->width + 15) / 16;
  if (e->headers.number_bits == 0 || qp < e->rate.qp || e->standing >= STANDING_MAX_FRAMES) return 0;
  if (!copy_row(&e->row, e->info, e->blocks, pixels, e->width, e->height)) return 0;
  uint8_t frame[4 + STANDING_MAX_BYTES] = {0};
  uint32_t bytes = (uint32_t)write_standing(&e->headers, &e->row, across, e->blocks, e->number,
                                            (2 * (e->order + 1)) & 0xffff, frame + 4);
  if (bytes == 0) return 0;
  frame[2] = (uint8_t)(bytes >> 8);
  frame[3] = (uint8_t)bytes;
  e->order++, e->standing++;
  take_bits(&e->rate, 0, 0, (int)e->rate.qp, (int)bytes);
  answer(CODED, 0, frame, bytes + 4);
  return 1;
}

/* Rewrites the slices of a coded frame with their order count. Returns their length. */
static size_t count_frame(Encoder *e, const x264_nal_t *nals, int count) {
  size_t length = 0;
  for (int i = 0; i < count; i++) {
    const uint8_t *nal = nals[i].p_payload + 4;
    size_t bytes = (size_t)nals[i].i_payload - 4, room = bytes + bytes / 2 + 16;
    if (length + room > e->room) fail("A frame of libx264 is too long.");
    uint8_t *to = e->written + length;
    int is_slice = nals[i].i_type == NAL_SLICE || nals[i].i_type == NAL_SLICE_IDR;
    if (is_slice)
      bytes = count_slice(&e->headers, to + 4, e->raw, nal, bytes, (2 * e->order) & 0xffff, &e->number);
    else
      memcpy(to + 4, nal, bytes);
    for (int k = 0; k < 4; k++) to[k] = (uint8_t)(bytes >> (24 - 8 * k));
    length += bytes + 4;
  }
  return length;
}

/* Encodes one frame, of which so many macroblocks changed, and answers with it. */
static void encode(Encoder *e, uint8_t *pixels, int changed, int is_key) {
  int qp = choose_qp(&e->rate, is_key, changed);
  if (!is_key && stand(e, pixels, qp)) return;
  /* libx264 goes on from its own last frame. */
  if (!is_key && e->standing > 0)
    for (int i = 0; i < (e->width + 15) / 16; i++)
      if (e->row.copied[i] != i) e->info[i] = 0;
  size_t luma = (size_t)e->width * (size_t)e->height;
  e->picture.img.plane[0] = pixels;
  e->picture.img.plane[1] = pixels + luma;
  e->picture.img.plane[2] = pixels + luma + luma / 4;
  e->picture.i_type = is_key ? X264_TYPE_IDR : X264_TYPE_P;
  e->picture.i_qpplus1 = qp + 1;
  e->picture.i_pts++;
  note_row(&e->row, pixels, e->width, e->height);
  e->order = is_key ? 0 : e->order + 1;
  e->standing = 0;
  x264_picture_t coded;
  x264_nal_t *nals;
  int count, bytes = x264_encoder_encode(e->x264, &nals, &count, &e->picture, &coded);
  if (bytes <= 0) fail("libx264 gave no frame.");
  uint8_t *frame = nals[0].p_payload;
  if (e->headers.number_bits > 0) {
    bytes = (int)count_frame(e, nals, count);
    frame = e->written;
  }
  take_bits(&e->rate, is_key, qp < e->rate.qp ? e->blocks : changed, qp, bytes);
  answer(CODED, is_key ? KEY : 0, frame, (uint32_t)bytes);
}

static void take_frame(Encoder *e, const Ring *ring, Command command) {
  static Rect rects[RECTS_MAX];
  uint64_t frame_bytes = (uint64_t)e->width * (uint64_t)e->height * 3 / 2;
  if (!ring->bytes) fail("There is no ring %u.", command.value);
  if (ring->length < frame_bytes || command.at > ring->length - frame_bytes)
    fail("A frame at %llu does not lie in the ring.", (unsigned long long)command.at);
  if (command.rects > RECTS_MAX)
    fail("Expected %d rectangles at most, got %u.", RECTS_MAX, command.rects);
  take_whole(rects, command.rects * sizeof *rects);
  int changed = mark(e, rects, command.rects);
  int is_key = e->since_key >= e->gop_frames || (command.flags & KEY);
  if (is_key || (command.flags & ALL)) {
    memset(e->info, 0, (size_t)e->blocks);
    changed = e->blocks;
  }
  e->since_key = is_key ? 1 : e->since_key + 1;
  encode(e, ring->bytes + command.at, changed, is_key);
}

static void set_bitrate(Rate *rate, uint32_t kbps) {
  if (kbps == 0 || kbps > KBPS_MAX) fail("Expected a bitrate, got %u.", kbps);
  rate->bits_per_second = kbps * 1e3;
}

int main(int count, char **words) {
  if (count != 7) fail("Expected WIDTH HEIGHT FPS BITRATE_KBPS GOP_FRAMES LEVEL.");
  static Encoder e;
  e.width = (int)argument("a width", words[1], 16, 8192);
  e.height = (int)argument("a height", words[2], 16, 8192);
  if (e.width % 2 || e.height % 2) fail("Expected an even size, got %dx%d.", e.width, e.height);
  int fps = (int)argument("frames a second", words[3], 1, 240);
  set_bitrate(&e.rate, argument("a bitrate", words[4], 1, KBPS_MAX));
  e.gop_frames = e.since_key = argument("a GOP", words[5], 1, 100000);
  /* What a grainy picture takes, until the first frames have told. */
  e.rate.key_cost = 6e3, e.rate.cost = 2e3, e.rate.demand = 1, e.rate.fps = fps;
  e.blocks = (e.width + 15) / 16 * ((e.height + 15) / 16);
  e.info = malloc((size_t)e.blocks);
  e.room = (size_t)e.blocks * 768 + 65536;
  e.raw = malloc(e.room);
  e.written = malloc(e.room);
  if (!e.info || !e.raw || !e.written) fail("There is no memory.");
  x264_picture_init(&e.picture);
  e.picture.img = (x264_image_t){X264_CSP_I420, 3, {e.width, e.width / 2, e.width / 2}, {NULL}};
  e.picture.prop.mb_info = e.info;
  e.x264 = open_x264(e.width, e.height, fps, words[6]);
  e.headers = answer_config(e.x264);

  static Ring rings[RINGS];
  Command command;
  while (take(&command, sizeof command)) {
    switch (command.kind) {
      case MAP: map(ring_of(rings, command.value), command.at); break;
      case FRAME: take_frame(&e, ring_of(rings, command.value), command); break;
      case BITRATE: set_bitrate(&e.rate, command.value); break;
      default: fail("There is no command %u.", command.kind);
    }
  }
  x264_encoder_close(e.x264);
  free(e.info);
  free(e.raw);
  free(e.written);
  return 0;
}

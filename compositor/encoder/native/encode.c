/*
 * The native encoder: H.264 by libx264, straight from the ring of frames that the browser writes.
 *
 *   encode WIDTH HEIGHT FPS BITRATE_KBPS GOP_FRAMES LEVEL THREADS
 *
 * It maps the ring's file, is told frame by frame where in it the next one lies and which
 * rectangles of it changed, and has libx264 skip all other macroblocks without a look. Commands
 * come on stdin, answers go to stdout, both little-endian and both described in `wire.ts`; what is
 * wrong is said on stderr, and ends it. It also ends when stdin does.
 */
#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <x264.h>

enum { MAP = 1, UNMAP = 2, FRAME = 3, BITRATE = 4 };
enum { KEY = 1, ALL = 2 };
enum { CONFIG = 1, CODED = 2 };
enum { RINGS = 4, PATH_MAX_BYTES = 4096, RECTS_MAX = 4096 };

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
  const uint8_t *bytes; /* NULL where there is none. */
  uint64_t length;
} Ring;

/*
 * Rate control is ours, and libx264 is given the quantiser of each frame: its own would look at
 * every frame at half size first, which costs as much as all the rest where little changes, and it
 * would move the quantiser all the time. A constant macroblock is skipped only if the frame before
 * was coded at the same quantiser or a finer one, so one that wanders undoes what the rectangles
 * promise.
 *
 * A bucket leaks at the bitrate and must not run over. Frames get what it can take, and QP_BEST at
 * the finest: beyond it nobody sees more. So a picture that stands still costs next to nothing, and
 * a busy one is held at the bitrate.
 */
enum { QP_BEST = 20, QP_WORST = 51 };
/* A finer quantiser has the whole picture coded anew: not for less than this, and by steps. */
enum { QP_GAIN = 4, QP_STEP = 6 };
static const double BUCKET_SECONDS = 1.5;

typedef struct {
  double fps;
  double bits_per_second;
  double filled; /* Bits in the bucket. */
  double qp;     /* Of the last frame. */
  double demand; /* Bits a frame would take at quantiser 0, on average over a quarter second. */
  /* Bits a changed macroblock would take at quantiser 0, in key frames and in the others. */
  double key_cost, cost;
} Rate;

static void fail(const char *format, ...) {
  va_list values;
  va_start(values, format);
  vfprintf(stderr, format, values);
  va_end(values);
  fputc('\n', stderr);
  exit(1);
}

static double clip(double value, double least, double most) {
  return value < least ? least : value > most ? most : value;
}

/* The quantiser that brings what takes so many bits at quantiser 0 down to `bits`. */
static double qp_for(double at_zero, double bits) {
  return clip(ceil(6 * log2(at_zero / bits)), QP_BEST, QP_WORST);
}

/* The quantiser for a frame of which so many macroblocks changed. */
static int choose_qp(Rate *rate, int is_key, int blocks) {
  double capacity = rate->bits_per_second * BUCKET_SECONDS;
  double full = clip(rate->filled / capacity, 0, 0.99);
  /* No frame takes more than its part of what is free... */
  double room = capacity * (1 - full) * (is_key ? 0.6 : 0.4);
  double qp = qp_for((is_key ? rate->key_cost : rate->cost) * blocks, room);
  if (!is_key) {
    /* ...and all together what keeps the bucket a quarter full, ready for the next key frame. */
    qp = fmax(qp, qp_for(rate->demand, rate->bits_per_second / rate->fps * (1.25 - full)));
    if (qp < rate->qp && qp > rate->qp - QP_GAIN) qp = rate->qp;
  }
  qp = fmax(qp, rate->qp - QP_STEP);
  return (int)qp;
}

/* Learns what a frame took. */
static void take_bits(Rate *rate, int is_key, int blocks, int qp, int bytes) {
  double bits = bytes * 8.0, at_zero = bits * exp2(qp / 6.0);
  double *cost = is_key ? &rate->key_cost : &rate->cost;
  *cost = fmax(1, (*cost + at_zero / blocks) / 2);
  if (!is_key) rate->demand += (at_zero - rate->demand) / fmax(1, rate->fps / 4);
  rate->filled = fmax(0, rate->filled + bits - rate->bits_per_second / rate->fps);
  rate->qp = qp;
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

static x264_t *open_encoder(int width, int height, int fps, const char *level, int threads) {
  x264_param_t param;
  x264_param_default_preset(&param, "superfast", "zerolatency");
  param.i_log_level = X264_LOG_ERROR;
  param.i_width = width;
  param.i_height = height;
  param.i_csp = X264_CSP_I420;
  param.i_fps_num = (uint32_t)fps;
  param.i_fps_den = 1;
  param.b_vfr_input = 0;
  param.i_threads = threads;
  param.b_annexb = 0;
  param.b_repeat_headers = 0;
  param.vui.b_fullrange = 0;
  param.vui.i_colorprim = param.vui.i_transfer = param.vui.i_colmatrix = 1; /* BT.709 */
  /* Key frames come where we say and nowhere else. */
  param.i_keyint_max = X264_KEYINT_MAX_INFINITE;
  param.i_scenecut_threshold = 0;
  param.i_bframe = 0;
  param.b_open_gop = 0;
  /* Weights would make a constant macroblock inconstant. */
  param.analyse.i_weighted_pred = X264_WEIGHTP_NONE;
  param.analyse.b_mb_info = 1;
  /* A quantiser for each frame counts within these factors of the constant one: 13 to 51. */
  param.rc.i_rc_method = X264_RC_CQP;
  param.rc.i_qp_constant = 33;
  param.rc.f_ip_factor = param.rc.f_pb_factor = 10;
  if (x264_param_parse(&param, "level", level) != 0) fail("There is no level \"%s\".", level);
  if (x264_param_apply_profile(&param, "high") != 0) fail("This libx264 has no high profile.");
  x264_t *encoder = x264_encoder_open(&param);
  if (!encoder) fail("libx264 does not take %dx%d.", width, height);
  return encoder;
}

/* Answers with the AVCDecoderConfigurationRecord (ISO/IEC 14496-15, 5.3.3.1). */
static void answer_config(x264_t *encoder) {
  x264_nal_t *nals;
  int count;
  if (x264_encoder_headers(encoder, &nals, &count) < 0) fail("libx264 gave no headers.");
  uint8_t record[512];
  uint32_t length = 6;
  for (int i = 0; i < count; i++) {
    int is_sps = nals[i].i_type == NAL_SPS;
    if (!is_sps && nals[i].i_type != NAL_PPS) continue;
    /* Its length stands before it in four bytes here, in two there. */
    const uint8_t *nal = nals[i].p_payload + 4;
    int bytes = nals[i].i_payload - 4;
    if (length + (uint32_t)bytes + 7 > sizeof record) fail("The headers are too long.");
    if (is_sps) memcpy(record, (uint8_t[]){1, nal[1], nal[2], nal[3], 0xff, 0xe1}, 6);
    else record[length++] = 1;
    record[length++] = (uint8_t)(bytes >> 8);
    record[length++] = (uint8_t)bytes;
    memcpy(record + length, nal, (size_t)bytes);
    length += (uint32_t)bytes;
  }
  /* What the high profile adds: 4:2:0, eight bits, no more sets. */
  memcpy(record + length, (uint8_t[]){0xfd, 0xf8, 0xf8, 0}, 4);
  answer(CONFIG, 0, record, length + 4);
}

static Ring *ring_of(Ring *rings, uint32_t number) {
  if (number >= RINGS) fail("Expected a ring below %d, got %u.", RINGS, number);
  return &rings[number];
}

static void unmap(Ring *ring) {
  if (ring->bytes) munmap((void *)ring->bytes, ring->length);
  ring->bytes = NULL;
}

static void map(Ring *ring, uint64_t path_bytes) {
  char path[PATH_MAX_BYTES + 1];
  if (path_bytes == 0 || path_bytes > PATH_MAX_BYTES)
    fail("Expected a path of 1 to %d bytes, got %llu.", PATH_MAX_BYTES, (unsigned long long)path_bytes);
  take_whole(path, path_bytes);
  path[path_bytes] = '\0';
  unmap(ring);
  struct stat about;
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0 || fstat(file, &about) != 0) fail("Cannot open %s: %s.", path, strerror(errno));
  ring->length = (uint64_t)about.st_size;
  void *bytes = mmap(NULL, ring->length, PROT_READ, MAP_SHARED, file, 0);
  if (bytes == MAP_FAILED) fail("Cannot map %s: %s.", path, strerror(errno));
  close(file);
  ring->bytes = bytes;
}

/* Marks the macroblocks that the rectangles touch. Returns how many there are. */
static int mark(uint8_t *info, int width, int height, const Rect *rects, int count) {
  int across = (width + 15) / 16, down = (height + 15) / 16, changed = 0;
  memset(info, X264_MBINFO_CONSTANT, (size_t)across * down);
  for (int i = 0; i < count; i++) {
    Rect r = rects[i];
    if (r.left >= r.right || r.top >= r.bottom || r.right > width || r.bottom > height)
      fail("A rectangle of %u,%u to %u,%u is not in the picture.", r.left, r.top, r.right, r.bottom);
    int first = r.left / 16, blocks = (r.right + 15) / 16 - first;
    for (int y = r.top / 16; y < (r.bottom + 15) / 16; y++) memset(info + y * across + first, 0, blocks);
  }
  for (int i = 0; i < across * down; i++) changed += info[i] == 0;
  return changed;
}

int main(int count, char **words) {
  if (count != 8) fail("Expected WIDTH HEIGHT FPS BITRATE_KBPS GOP_FRAMES LEVEL THREADS.");
  int width = (int)argument("an even width", words[1], 16, 8192);
  int height = (int)argument("an even height", words[2], 16, 8192);
  int fps = (int)argument("frames a second", words[3], 1, 240);
  uint32_t kbps = argument("a bitrate", words[4], 1, 1000000);
  uint32_t gop_frames = argument("a GOP", words[5], 1, 100000);
  int threads = (int)argument("threads", words[7], 1, 16);
  if (width % 2 || height % 2) fail("Expected an even size, got %dx%d.", width, height);

  x264_t *encoder = open_encoder(width, height, fps, words[6], threads);
  Rate rate = {.fps = fps, .bits_per_second = kbps * 1e3, .demand = 1, .key_cost = 6e3, .cost = 2e3};
  Ring rings[RINGS] = {{NULL, 0}};
  static Rect rects[RECTS_MAX];
  uint64_t luma = (uint64_t)width * (uint64_t)height, frame_bytes = luma * 3 / 2;
  size_t blocks = (size_t)(width + 15) / 16 * ((size_t)(height + 15) / 16);
  uint8_t *info = malloc(blocks);
  if (!info) fail("There is no memory.");
  x264_picture_t picture, coded;
  x264_picture_init(&picture);
  picture.img = (x264_image_t){X264_CSP_I420, 3, {width, width / 2, width / 2}, {NULL}};
  picture.prop.mb_info = info;
  answer_config(encoder);

  Command command;
  for (uint32_t since_key = gop_frames; take(&command, sizeof command);) {
    if (command.kind == MAP) {
      map(ring_of(rings, command.value), command.at);
    } else if (command.kind == UNMAP) {
      unmap(ring_of(rings, command.value));
    } else if (command.kind == BITRATE) {
      if (command.value == 0 || command.value > 1000000) fail("Expected a bitrate, got %u.", command.value);
      rate.bits_per_second = command.value * 1e3;
    } else if (command.kind == FRAME) {
      const Ring *ring = ring_of(rings, command.value);
      if (!ring->bytes) fail("There is no ring %u.", command.value);
      if (ring->length < frame_bytes || command.at > ring->length - frame_bytes)
        fail("A frame at %llu does not lie in the ring.", (unsigned long long)command.at);
      if (command.rects > RECTS_MAX) fail("Expected %d rectangles at most, got %u.", RECTS_MAX, command.rects);
      take_whole(rects, command.rects * sizeof *rects);
      int changed = mark(info, width, height, rects, command.rects);
      int is_key = since_key >= gop_frames || (command.flags & KEY);
      if (is_key || (command.flags & ALL)) memset(info, 0, blocks), changed = (int)blocks;
      if (changed == 0) changed = 1;
      since_key = is_key ? 1 : since_key + 1;

      const uint8_t *pixels = ring->bytes + command.at;
      picture.img.plane[0] = (uint8_t *)pixels;
      picture.img.plane[1] = (uint8_t *)pixels + luma;
      picture.img.plane[2] = (uint8_t *)pixels + luma + luma / 4;
      picture.i_type = is_key ? X264_TYPE_IDR : X264_TYPE_P;
      int qp = choose_qp(&rate, is_key, changed);
      if (qp < rate.qp) changed = (int)blocks;
      picture.i_qpplus1 = qp + 1;
      x264_nal_t *nals;
      int nal_count, bytes = x264_encoder_encode(encoder, &nals, &nal_count, &picture, &coded);
      if (bytes <= 0) fail("libx264 gave no frame.");
      picture.i_pts++;
      take_bits(&rate, is_key, changed, qp, bytes);
      answer(CODED, is_key ? KEY : 0, nals[0].p_payload, (uint32_t)bytes);
    } else {
      fail("There is no command %u.", command.kind);
    }
  }
  x264_encoder_close(encoder);
  return 0;
}

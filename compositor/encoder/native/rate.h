#ifndef RATE_H
#define RATE_H
#include <math.h>

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

/* Learns what a frame took of which so many macroblocks were coded. */
static void take_bits(Rate *rate, int is_key, int blocks, int qp, int bytes) {
  double bits = bytes * 8.0, at_zero = bits * exp2(qp / 6.0);
  double *cost = is_key ? &rate->key_cost : &rate->cost;
  if (blocks > 0) *cost = (*cost + at_zero / blocks) / 2;
  if (!is_key) rate->demand += (at_zero - rate->demand) / fmax(1, rate->fps / 4);
  rate->filled = fmax(0, rate->filled + bits - rate->bits_per_second / rate->fps);
  rate->qp = qp;
}

#endif

import type { ShowState } from '../../../domain/show.js';
import { drawPanel, drawShow, part, say } from './draw.js';
import { Feed } from './feed.js';
import { Player, type PlayerState } from './player.js';

const LOOK_EVERY_MS = 250;
const A_SECOND = 1_000;

const NOTICES: Readonly<Record<PlayerState, string>> = {
  connecting: 'Waiting for the picture',
  playing: '',
  blocked: 'Press to play',
  'off-air': 'The stream is off air',
  unable: 'This browser cannot play the stream',
};

const video = part('video') as HTMLVideoElement;
let show: ShowState | undefined;
let picture: PlayerState | undefined;
let isUp = false;

const player = new Player(video, (state) => {
  picture = state;
  document.body.dataset['picture'] = state;
  drawNotice();
  part('controls').hidden = state !== 'playing';
  drawLive();
});

const feed = new Feed({
  onShow: (next) => {
    show = next;
    drawShow(next);
    drawPanel(next, feed.nowMs());
    drawNotice();
  },
  onAir: (isOnAir) => player.turn(isOnAir),
  onLink: (up) => {
    isUp = up;
    document.body.dataset['link'] = up ? 'up' : 'down';
    say('link', up ? 'Connected to the house' : 'The house is out of reach, trying again');
    drawLive();
  },
});

/** Says in the picture's place why there is none. */
function drawNotice(): void {
  if (!picture) return;
  const isOver = picture === 'off-air' && show?.scene === 'credits';
  say('notice', isOver ? 'The auction is over' : NOTICES[picture]);
}

/** Live is only what can be seen moving. */
function drawLive(): void {
  part('live').hidden = picture !== 'playing' || !isUp;
}

function drawSound(): void {
  say('sound', video.muted ? 'Turn sound on' : 'Mute');
}

part('sound').addEventListener('click', () => {
  video.muted = !video.muted;
});
video.addEventListener('volumechange', drawSound);
drawSound();

const frame = part('frame');
part('full').hidden = !document.fullscreenEnabled;
part('full').addEventListener('click', () => {
  void (document.fullscreenElement ? document.exitFullscreen() : frame.requestFullscreen());
});
document.addEventListener('fullscreenchange', () => {
  say('full', document.fullscreenElement ? 'Leave full screen' : 'Full screen');
});
frame.addEventListener('click', () => {
  if (document.body.dataset['picture'] === 'blocked') player.play();
});

window.setInterval(() => {
  if (show) drawPanel(show, feed.nowMs());
}, LOOK_EVERY_MS);

window.setInterval(() => {
  feed.look();
  player.look();
  const behindMs = player.behindMs(feed.nowMs());
  const seconds = Math.max(0, Math.round((behindMs ?? 0) / 1000));
  say('delay', behindMs === undefined ? '' : `Picture ${seconds} s behind the room`);
}, A_SECOND);

// The months: how much was said in each, and the part of time that one looks at.
const time = at('time');
const dates = edges.flatMap((edge) => edge.evidence).map((item) => item.month).filter((month) => month !== null);
const [firstMonth, lastMonth] = [dates.reduce((a, b) => Math.min(a, b), Infinity), dates.reduce((a, b) => Math.max(a, b), -Infinity)];
const MOST = 1200; // months that a bar has room for
const months = Array.from({ length: Math.max(0, Math.min(MOST, lastMonth - firstMonth + 1)) || 0 }, (_, i) => lastMonth - i).reverse();
const STACK = ['rivalry', 'cooperation', 'neutral', 'background'];
let playing = null;

function monthName(number) { return month(isoMonth(number)); }
function periodWords() {
  const [first, last] = state.period ?? [months[0], months.at(-1)];
  return first === last ? monthName(first) : `${monthName(first)} – ${monthName(last)}`;
}

// Sentences that pass all filters but that of time, by month and sign.
function tallyMonths() {
  const all = state.period;
  state.period = null;
  const tallies = new Map(months.map((number) => [number, Object.fromEntries(STACK.map((sign) => [sign, 0]))]));
  for (const edge of edges) {
    if (!fits(edge) || !inScope(nodes[edge.from]) || !inScope(nodes[edge.to])) continue;
    for (const item of edge.evidence) if (item.month !== null && counts(item) && tallies.has(item.month)) tallies.get(item.month)[edge.group] += 1;
  }
  state.period = all;
  return tallies;
}

// One column a month, the signs on top of one another; what is outside the chosen time is pale.
function columns(first, last) {
  const tallies = tallyMonths();
  const most = Math.max(1, ...[...tallies.values()].map((one) => STACK.reduce((sum, sign) => sum + one[sign], 0)));
  const bars = drawn('svg', { class: 'bars', viewBox: `0 0 ${months.length * 10} 60`, preserveAspectRatio: 'none', 'aria-hidden': true });
  months.forEach((number, i) => {
    let top = 60;
    const opacity = number >= first && number <= last ? 0.9 : 0.22;
    for (const sign of STACK) {
      const height = (tallies.get(number)[sign] / most) * 58;
      if (!height) continue;
      top -= height;
      bars.append(drawn('rect', { x: i * 10 + 0.8, y: top, width: 8.4, height, fill: ink(groups.get(sign).colour), opacity }));
    }
    const column = drawn('rect', { x: i * 10, y: 0, width: 10, height: 60, fill: 'transparent', class: 'column' });
    const total = STACK.reduce((sum, sign) => sum + tallies.get(number)[sign], 0);
    column.append(drawn('title', {}, `${monthName(number)}: ${count(total, 'sentence')}`));
    column.addEventListener('click', () => setPeriod(state.period && first === number && last === number ? null : [number, number]));
    bars.append(column);
  });
  return bars;
}

// The sliders and buttons stay, since one of them may be held; what they say and the columns are drawn anew.
const play = button('', togglePlay, { 'data-key': 'play' });
const chosenTime = make('output', {});
const wholeTime = button('All', () => setPeriod(null), { 'data-key': 'whole' });
const thumbs = months.length ? [thumb(0), thumb(1)] : [];
const span = make('div', { class: 'span' }, drawn('svg', {}), years(), ...thumbs);
time.append(make('div', { class: 'when' }, play, chosenTime, wholeTime), span);

function showTime() {
  if (time.hidden) return;
  const period = state.period ?? [months[0], months.at(-1)];
  span.firstChild.replaceWith(columns(...period));
  play.textContent = playing === null ? '▶ Play' : '❚❚ Pause';
  play.setAttribute('aria-pressed', String(playing !== null));
  chosenTime.value = periodWords();
  wholeTime.disabled = state.period === null;
  thumbs.forEach((input, which) => {
    input.value = period[which];
    input.setAttribute('aria-valuetext', monthName(period[which]));
  });
}

// Where years begin, as far apart as their names need.
function years() {
  const each = Math.ceil(months.length / 12 / 14);
  const starts = months.map((number, i) => [number, i]).filter(([number]) => number % (12 * each) === 0);
  const marks = starts.map(([number, i]) => {
    const mark = make('span', {}, String(number / 12));
    mark.style.left = `${(100 * i) / months.length}%`;
    return mark;
  });
  return make('div', { class: 'years', 'aria-hidden': true }, ...marks);
}

function thumb(which) {
  const input = make('input', {
    type: 'range', min: months[0], max: months.at(-1), class: which ? 'last' : 'first',
    'data-key': `thumb ${which}`, 'aria-label': which ? 'Last month' : 'First month',
    on: { input: () => {
      const [first, last] = state.period ?? [months[0], months.at(-1)];
      const moved = Number(input.value);
      setPeriod(which ? [Math.min(first, moved), moved] : [moved, Math.max(last, moved)]);
    } },
  });
  return input;
}

function setPeriod(period) {
  const whole = period === null || (period[0] <= months[0] && period[1] >= months.at(-1));
  state.period = whole ? null : period;
  changed();
}

// From all that was said so far, a month at a time; or, if one has chosen a later start, with a window of that length.
function togglePlay() {
  if (playing !== null) { stopPlaying(); showTime(); return; }
  let [first, last] = state.period ?? [months[0], months.at(-1)];
  if (last >= months.at(-1)) [first, last] = first > months[0] ? [months[0], months[0] + last - first] : [months[0], months[0]];
  const grows = first === months[0] && (state.period === null || last === first);
  playing = setInterval(() => {
    last += 1;
    if (!grows) first += 1;
    if (last >= months.at(-1)) stopPlaying();
    setPeriod([first, Math.min(last, months.at(-1))]);
  }, Math.max(250, Math.min(900, 24000 / months.length)));
  setPeriod([first, last]);
}

function stopPlaying() { clearInterval(playing); playing = null; }

function openTime(open) {
  time.hidden = !open || months.length < 2;
  if (time.hidden && playing !== null) stopPlaying();
  at('toggle-time').setAttribute('aria-pressed', String(!time.hidden));
  document.body.classList.toggle('timed', !time.hidden);
  showTime();
}

/** The known names most like a mistyped one, nearest first; none where all are far off. */
export function nearNames(name: string, known: readonly string[], most: number): readonly string[] {
  const wanted = name.toLowerCase().slice(0, 60);
  return known
    .map((candidate) => ({ candidate, distance: distanceTo(wanted, candidate.toLowerCase()) }))
    .filter(({ distance }) => distance <= Math.max(2, wanted.length / 3))
    .sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, most)
    .map(({ candidate }) => candidate);
}

/** `berlin` is as near to `Europe/Berlin` as its last part is: regions are often left out. */
function distanceTo(wanted: string, candidate: string): number {
  const whole = editDistance(wanted, candidate);
  if (wanted.includes('/')) return whole;
  const city = candidate.slice(candidate.lastIndexOf('/') + 1);
  return Math.min(whole, editDistance(wanted.replace(/[\s-]/g, '_'), city));
}

/** How many letters must be put in, taken out or changed to make one text the other. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (const [i, letter] of Array.from(a).entries()) {
    const next = [i + 1];
    for (const [j, other] of Array.from(b).entries()) {
      const changed = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(changed, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

// What a set-up shows of itself: on a terminal one line that is rewritten, elsewhere a line now and then.

const every = { terminal: 100, plain: 10_000 };

/**
 * Shows what `status` answers, as long as it answers anything.
 * @param {() => string} status
 * @param {{ isTTY?: boolean, columns?: number, write(text: string): unknown }} stream
 */
export function showProgress(status, stream = process.stderr) {
  const rewrites = stream.isTTY === true && process.env.TERM !== 'dumb';
  const timer = setInterval(draw, rewrites ? every.terminal : every.plain);

  function draw() {
    const text = status();
    if (rewrites) stream.write(`\r\u001b[2K${text.slice(0, (stream.columns ?? 80) - 1)}`);
    else if (text !== '') stream.write(`${text}\n`);
  }

  function clear() {
    if (rewrites) stream.write('\r\u001b[2K');
  }

  return {
    /** A line that stays. */
    say(line) {
      clear();
      stream.write(`${line}\n`);
      if (rewrites) draw();
    },
    /** A line that only those need who see no other. */
    announce(line) {
      if (rewrites) draw();
      else stream.write(`${line}\n`);
    },
    end() {
      clearInterval(timer);
      clear();
    },
  };
}

// Loaded into every Node.js process of a command (NODE_OPTIONS): each notes at its end what it used.
'use strict';

process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const line = JSON.stringify({ cpu: (userCPUTime + systemCPUTime) / 1000, memory: maxRSS / 1024 });
  require('node:fs').appendFileSync(process.env.BENCH_USAGE, `${line}\n`);
});

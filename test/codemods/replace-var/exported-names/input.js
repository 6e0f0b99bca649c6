import fs from 'node:fs';
export var version = '1';
var shared = fs;
var own = 2;
export { shared };
export function twice() {
  return own * 2;
}

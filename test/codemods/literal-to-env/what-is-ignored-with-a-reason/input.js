// tempered-ignore-next-line secrets/hard-coded -- the key of the public demo
const demoSecret = 'correct horse';
const apiSecret = 'battery staple';

import { publicMessage } from './security';
app.onError((err, c) => c.json({ error: publicMessage(err) }, 500));
app.get('/', async (c) => {
  try {
    return c.text(await load());
  } catch (error) {
    return c.text(`Failed: ${publicMessage(error)}`, 500);
  }
});

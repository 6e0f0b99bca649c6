app.onError((err, c) => c.json({ error: err.message }, 500));
app.get('/', async (c) => {
  try {
    return c.text(await load());
  } catch (error) {
    return c.text(`Failed: ${error}`, 500);
  }
});
